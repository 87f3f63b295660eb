/** The process that composes once. */
import { answerApart } from "./apart/answer-apart.ts";
import { compose } from "./compose.ts";

answerApart(compose);
