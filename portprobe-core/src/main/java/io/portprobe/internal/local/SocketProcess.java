package io.portprobe.internal.local;

/**
 * A process that has a socket open.
 *
 * @param pid the process id
 * @param command its name, made safe to print; empty if it is not known
 */
record SocketProcess(long pid, String command) {
  /** Returns, for example, {@code "pid 4711 java"}. */
  @Override
  public String toString() {
    return "pid " + pid + (command.isEmpty() ? "" : " " + command);
  }
}
