/** Letters of a question that are read, as `maxlength` says in the forms; addresses are not held to it. */
export const LONGUEUR = 200;
