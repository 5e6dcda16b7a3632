package io.portprobe.spi;

/**
 * Makes protocols for the ten-line case, where no class is worth it: a server that says who it is,
 * or does when it is asked.
 *
 * <pre>{@code
 * Protocol ssh = Protocols.banner("ssh", 22, "SSH-2[.]0-(?<software>\\S+).*");
 * Protocol redis =
 *     Protocols.script("redis").tcp(6379).send("PING\r\n").expect("[+]PONG|-[A-Z]+ .*").build();
 *
 * ProbeClient client = ProbeClient.builder().protocol(ssh).protocol(redis).build();
 * }</pre>
 *
 * <p>To put such a protocol into a jar, where {@link java.util.ServiceLoader} finds it, extend
 * {@link ScriptedProtocol}.
 */
public final class Protocols {
  private Protocols() {}

  /**
   * A protocol whose servers speak first, over TCP, in lines: the first must match.
   *
   * @param name 1 to 32 lower-case letters, digits and hyphens
   * @param port where it is at home, 1 to 65535
   * @param line a regular expression for the whole line, without its end; see {@link
   *     ProtocolScript#expect(String)}
   * @return a new protocol, whose finding is a {@link ScriptFinding}
   * @throws IllegalArgumentException if the name, the port or the expression is not legal
   */
  public static Protocol banner(String name, int port, String line) {
    return script(name).tcp(port).expect(line).build();
  }

  /**
   * A protocol told line by line: what is sent, and what is expected.
   *
   * @param name 1 to 32 lower-case letters, digits and hyphens
   * @return a new script, which still wants a home and something to expect
   * @throws IllegalArgumentException if the name is not legal
   */
  public static ProtocolScript script(String name) {
    return new ProtocolScript(name);
  }
}
