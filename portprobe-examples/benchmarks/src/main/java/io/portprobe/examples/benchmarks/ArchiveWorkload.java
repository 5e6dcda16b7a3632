package io.portprobe.examples.benchmarks;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * The workload for the class data archive (AppCDS): scans an open and a closed port with each
 * transport and discards the output. The launcher runs it, so that the JVM can archive the classes
 * that a scan loads.
 */
public final class ArchiveWorkload {
  private ArchiveWorkload() {}

  /**
   * Runs the scans.
   *
   * @param arguments none
   * @throws IOException if no port can be opened
   */
  public static void main(String[] arguments) throws IOException {
    System.setOut(new PrintStream(OutputStream.nullOutputStream()));
    System.setErr(System.out);
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    int exitCode = 0;
    try (ServerSocket listening = new ServerSocket(0, 50, loopback);
        Socket closed = new Socket()) {
      closed.bind(new InetSocketAddress(loopback, 0));
      for (int port : new int[] {listening.getLocalPort(), closed.getLocalPort()}) {
        for (String more : new String[] {"--loops=1", "--adaptive", "--udp", "--each"}) {
          exitCode |= scan(port, "auto", more);
          for (String transport : new String[] {"io_uring", "epoll", "nio"}) {
            var unused = scan(port, transport, more); // the transport may not be available
          }
        }
      }
    }
    System.exit(exitCode); // the JVM writes the archive when it exits
  }

  private static int scan(int port, String transport, String more) {
    String[] arguments = {
      "127.0.0.1", Integer.toString(port), "--timeout=200", "--transport=" + transport, more
    };
    return Scan.run(arguments);
  }
}
