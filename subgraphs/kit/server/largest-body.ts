/** Larger bodies and messages are refused unread, in bytes, wherever no setting says otherwise. */
export const largestBody = 256 * 1024;
