import { Command } from "commander";
export function versionsCommand(): Command {
  return new Command("versions");
}
