/** Territories in words, wherever the desk shows them. */

import { territoryText } from "../../../state/desk/territories";
import { words } from "../../shared/text";

/** The name of a territory; its code until the name is known. */
export const placeName = (code: string): string => words(territoryText(code)) || code;
