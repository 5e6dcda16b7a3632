package io.portprobe.examples.portqry.local;

/**
 * A process of this computer.
 *
 * @param pid the process id; 0 for a socket that the kernel keeps after its process closed it
 * @param name its name, made safe to print
 */
public record LocalProcess(long pid, String name) {
  /** The owner of sockets without a process, for example in the state TIME WAIT. */
  static final LocalProcess KERNEL = new LocalProcess(0, "kernel");
}
