/** The parts of processes.mjs that TypeScript code uses. */
export function processesIn(folder: string, program: string): number[];
export function signalTo(pid: number, signal: NodeJS.Signals): void;
