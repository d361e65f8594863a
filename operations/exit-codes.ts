/** A command has found or met a problem with a secret or a service. */
export const foundProblem = 1;

/** A fault in the command line, the credentials or the connection to AWS. */
export const fault = 2;

/** Ctrl-C, or SIGTERM; what shells report too. */
export const interrupted = 130;
