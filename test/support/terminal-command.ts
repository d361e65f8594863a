import { spawnSync } from "node:child_process";

import { commandFile } from "./command-file";
import { commandEnvironment } from "./secrets-command";
import { alsoWritten } from "./written-output";

/** Runs a command in a terminal of a width, types once it has asked, and prints what the terminal shows and the exit code. */
const terminal = `
import fcntl, os, pty, struct, sys, termios
columns, typed, command = int(sys.argv[1]), sys.stdin.read(), sys.argv[2:]
pid, terminal = pty.fork()
if pid == 0:
    os.execvp(command[0], command)
fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
shown = b""
while True:
    try:
        chunk = os.read(terminal, 65536)
    except OSError:
        break
    if not chunk:
        break
    shown += chunk
    if typed and b"?" in shown:
        os.write(terminal, typed.encode())
        typed = ""
sys.stdout.buffer.write(shown)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
`;

/** Runs the operator's command as a person does who sits at a terminal. */
export function terminalCommand(args: string[], { columns = 80, typed = "" } = {}) {
  const command = ["-c", terminal, String(columns), process.execPath, commandFile(), ...args];
  const env = { ...commandEnvironment(), TERM: "xterm" };
  const { status, stdout } = spawnSync("python3", command, { env, input: typed, encoding: "utf8" });
  alsoWritten(`secrets ${args.join(" ")}`, stdout);
  return { status, shown: stdout };
}
