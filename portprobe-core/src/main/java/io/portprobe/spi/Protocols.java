package io.portprobe.spi;

/**
 * A factory of simple protocols that need no class: the server sends a banner, or replies to a few
 * lines.
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
   * Returns a protocol whose server sends the first line, over TCP.
   *
   * @param name 1 to 32 lower-case letters, digits and hyphens
   * @param port the default port, 1 to 65535
   * @param line a regular expression for the whole line without its line end; see {@link
   *     ProtocolScript#expect(String)}
   * @return a new protocol, whose finding is a {@link ScriptFinding}
   * @throws IllegalArgumentException if the name, the port or the expression is invalid
   */
  public static Protocol banner(String name, int port, String line) {
    return script(name).tcp(port).expect(line).build();
  }

  /**
   * Returns a builder for a protocol of lines to send and lines to expect.
   *
   * @param name 1 to 32 lower-case letters, digits and hyphens
   * @return a new script; it needs a port and a line to expect
   * @throws IllegalArgumentException if the name is invalid
   */
  public static ProtocolScript script(String name) {
    return new ProtocolScript(name);
  }
}
