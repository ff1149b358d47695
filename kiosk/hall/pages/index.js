import { fillWords } from "./hall.js";

fillWords();
