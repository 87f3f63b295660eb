/** The process that examines one schema. */
import { answerApart } from "../../supergraph/apart/answer-apart.ts";
import { examine } from "./examine.ts";

answerApart(examine);
