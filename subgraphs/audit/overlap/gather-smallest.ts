/** Finds the smallest of many numbers without sorting them all: what is kept of a record is a quarter of its words. */

/** Moves the `count` smallest of the first `length` to the front, in no order. The numbers differ. */
export function gatherSmallest(numbers: Float64Array, length: number, count: number): void {
  let [low, high] = [0, count < length ? length - 1 : 0];
  while (low < high) {
    const [left, right] = partition(numbers, low, high);
    if (count - 1 <= right) high = right;
    else if (count - 1 >= left) low = left;
    else return;
  }
}

/** Hoare's: afterwards none up to the second place is greater than any from the first on. */
function partition(numbers: Float64Array, low: number, high: number): readonly [left: number, right: number] {
  const pivot = numbers[(low + high) >>> 1] ?? 0;
  let [left, right] = [low, high];
  while (left <= right) {
    while ((numbers[left] ?? 0) < pivot) left += 1;
    while ((numbers[right] ?? 0) > pivot) right -= 1;
    if (left > right) break;
    const moved = numbers[left] ?? 0;
    numbers[left] = numbers[right] ?? 0;
    numbers[right] = moved;
    left += 1;
    right -= 1;
  }
  return [left, right];
}
