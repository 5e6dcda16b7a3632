package io.portprobe.examples.portqry.telnet;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.NameResolver;
import io.portprobe.ProbeClient;
import io.portprobe.examples.portqry.telnet.TelnetCommand.Times;
import io.portprobe.faultkit.TcpPeer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class TelnetCommandTest {
  private Times times = new Times(Duration.ofSeconds(20), Duration.ofSeconds(20));

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private NameResolver resolver = NameResolver.system();

  private int run(InputStream typed, String... arguments) {
    return new TelnetCommand(
            typed,
            new PrintStream(out, false, StandardCharsets.UTF_8),
            new PrintStream(err, false, StandardCharsets.UTF_8),
            resolver,
            () -> ProbeClient.builder().withoutDiscovery().build(),
            times)
        .run(arguments);
  }

  private int run(String typed, TcpPeer peer) {
    return run(
        new ByteArrayInputStream(typed.getBytes(StandardCharsets.ISO_8859_1)),
        peer.host(),
        "" + peer.port());
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
  }

  /** What follows the lines about the connection. */
  private String conversation() {
    String head = "Escape character is 'CTRL+]'\n";
    assertThat(out()).contains(head);
    return out().substring(out().indexOf(head) + head.length());
  }

  private static void send(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  private static String receive(InputStream in, int length) throws IOException {
    return new String(in.readNBytes(length), StandardCharsets.ISO_8859_1);
  }

  @Test
  @DisplayName("A request from a pipe is sent, and the response is printed")
  void pipe() throws Exception {
    CompletableFuture<String> request = new CompletableFuture<>();
    try (TcpPeer peer =
        TcpPeer.serving(
            (in, reply) -> {
              request.complete(receive(in, 19));
              send(reply, "HTTP/1.0 200 OK\r\nServer: x\r\n\r\n");
            })) {
      assertThat(run("HEAD / HTTP/1.0\r\n\r\n", peer)).isZero();

      assertThat(request.get(60, TimeUnit.SECONDS)).isEqualTo("HEAD / HTTP/1.0\r\n\r\n");
      assertThat(out())
          .isEqualTo(
              """
              Connecting To %1$s...
              Connected to %1$s port %2$d
              Escape character is 'CTRL+]'
              HTTP/1.0 200 OK
              Server: x

              Connection to host lost.
              """
                  .formatted(peer.host(), peer.port()));
      assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    }
  }

  @Test
  @DisplayName("Lines are sent with CR LF, the last one as it was typed")
  void lineEnds() throws Exception {
    CompletableFuture<String> received = new CompletableFuture<>();
    try (TcpPeer peer = TcpPeer.serving((in, reply) -> received.complete(receive(in, 13)))) {
      run("a\nb\r\nc\rd\r\ne", peer);

      assertThat(received.get(60, TimeUnit.SECONDS)).isEqualTo("a\r\nb\r\nc\r\nd\r\ne");
    }
  }

  @Test
  @DisplayName("TELNET options are refused")
  void negotiation() throws Exception {
    String doEcho = "\u00ff\u00fd\u0001";
    String willSuppress = "\u00ff\u00fb\u0003";
    CompletableFuture<String> refusals = new CompletableFuture<>();
    try (TcpPeer peer =
        TcpPeer.serving(
            (in, reply) -> {
              send(reply, doEcho + willSuppress + "login: ");
              refusals.complete(receive(in, 6));
            })) {
      assertThat(run("", peer)).isZero();

      assertThat(refusals.get(60, TimeUnit.SECONDS))
          .isEqualTo("\u00ff\u00fc\u0001\u00ff\u00fe\u0003");
      assertThat(conversation()).isEqualTo("login: \nConnection to host lost.\n");
    }
  }

  @Test
  void everyOption_isRefused() throws Exception {
    StringBuilder requests = new StringBuilder();
    StringBuilder expected = new StringBuilder();
    for (char option = 0; option < 255; option++) {
      requests.append("\u00ff\u00fd").append(option).append("\u00ff\u00fb").append(option);
      expected.append("\u00ff\u00fc").append(option).append("\u00ff\u00fe").append(option);
    }
    CompletableFuture<String> refusals = new CompletableFuture<>();
    try (TcpPeer peer =
        TcpPeer.serving(
            (in, reply) -> {
              send(reply, requests.toString());
              refusals.complete(receive(in, expected.length()));
            })) {
      assertThat(run("", peer)).isZero();

      assertThat(refusals.get(60, TimeUnit.SECONDS)).isEqualTo(expected.toString());
    }
  }

  @Test
  @DisplayName("Text that could steer the terminal is escaped")
  void unsafe() {
    try (TcpPeer peer =
        TcpPeer.serving(
            (in, reply) -> {
              send(reply, "\u001b[2Jred\tx\r");
              send(reply, "\n\u00c3\u00bc \u00e2\u0080\u00ae \rover");
            })) {
      assertThat(run("", peer)).isZero();

      assertThat(conversation())
          .isEqualTo("\\u001b[2Jred\tx\n\u00fc \\u202e \\rover\nConnection to host lost.\n");
    }
  }

  @Test
  @DisplayName("A silent service is left after the end of the input")
  void silent() {
    times = new Times(Duration.ofSeconds(20), Duration.ofMillis(100));
    try (TcpPeer peer = TcpPeer.silent()) {
      assertThat(run("hello\n", peer)).isZero();

      assertThat(conversation()).isEmpty();
    }
  }

  @Test
  @DisplayName("quit after the escape character ends the connection")
  void quit() {
    try (TcpPeer peer = TcpPeer.silent()) {
      assertThat(run("\u001d\nstatus\n\u001d\nfoo\n\u001d\n\n\u001dquit\nnever sent\n", peer))
          .isZero();

      assertThat(conversation())
          .isEqualTo(
              "telnet> Connected to %s port %d\n".formatted(peer.host(), peer.port())
                  + "telnet> Invalid command. Type help for a list of commands\n"
                  + "telnet> ");
    }
  }

  @Test
  @DisplayName("A peer that closes ends the command, although the user types nothing")
  void closed() throws Exception {
    try (TcpPeer peer = TcpPeer.closing();
        PipedInputStream silent = new PipedInputStream(new PipedOutputStream())) {
      assertThat(run(silent, peer.host(), "" + peer.port())).isZero();

      assertThat(conversation()).startsWith("Connection to host lost");
    }
  }

  @Test
  @DisplayName("A refused connection: the sentence of telnet, the reason, and 1")
  void refused() {
    try (TcpPeer peer = TcpPeer.refusing()) {
      assertThat(run("", peer)).isEqualTo(1);

      assertThat(out())
          .startsWith(
              """
              Connecting To %s...Could not open connection to the host, on port %d: Connect failed
              Reason: %1$s: refused after\
              """
                  .formatted(peer.host(), peer.port()));
    }
  }

  @Test
  @DisplayName("A connection without a response: the sentence of telnet, the reason, and 2")
  void filtered() {
    times = new Times(Duration.ofMillis(100), Duration.ZERO);
    try (TcpPeer peer = TcpPeer.blackHole()) {
      assertThat(run("", peer)).isEqualTo(2);

      assertThat(out()).contains("Connect failed\nReason: " + peer.host() + ": timed out after ");
    }
  }

  @Test
  @DisplayName("The next address is tried if one refuses")
  void addresses() throws Exception {
    times = new Times(Duration.ofSeconds(20), Duration.ofMillis(100));
    List<InetAddress> both =
        List.of(InetAddress.getByName("127.0.0.2"), InetAddress.getByName("127.0.0.1"));
    resolver = host -> CompletableFuture.completedFuture(both);
    try (TcpPeer peer = TcpPeer.silent()) {
      assertThat(run(InputStream.nullInputStream(), "two.example", "" + peer.port())).isZero();

      assertThat(out()).contains("\nConnected to 127.0.0.1 port " + peer.port() + "\n");
    }
  }

  @Test
  @DisplayName("A name that does not resolve: 99")
  void unresolved() {
    resolver = host -> CompletableFuture.failedFuture(new UnknownHostException("no such host"));

    assertThat(run(InputStream.nullInputStream(), "nowhere.example", "80")).isEqualTo(99);

    assertThat(out())
        .isEqualTo(
            "Connecting To nowhere.example...Failed to resolve name to IP address: no such host\n");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "server:80 | HOST: 'server:80' (expected: a host; the port is separate: telnet server 80)",
        "http://server/ | HOST: 'http://server/' (expected: a host without scheme and path: telnet"
            + " server 80)",
        "server 0 | PORT: '0' (expected: a port, 1-65535)",
        "server http | PORT: 'http' (expected: a port, 1-65535)",
        "server 80 x | 'x' (expected: telnet HOST [PORT], and no more)",
        "-l user | '-l' (expected: telnet HOST [PORT]; telnet --help has more)",
        "1.2.3 80 | HOST: host: '1.2.3' (expected: an IPv4 address of four decimal numbers without"
            + " leading zeros; some programs read it as 1.2.0.3)",
      })
  @DisplayName("Bad arguments: a sentence, and 64")
  void badArguments(String arguments, String sentence) {
    assertThat(run(InputStream.nullInputStream(), arguments.split(" "))).isEqualTo(64);

    assertThat(err.toString(StandardCharsets.UTF_8).strip()).isEqualTo("telnet: " + sentence);
    assertThat(out()).isEmpty();
  }

  @Test
  @DisplayName("Without arguments: a sentence, and 64; --help and --version print")
  void help() {
    assertThat(run(InputStream.nullInputStream())).isEqualTo(64);
    assertThat(run(InputStream.nullInputStream(), "--help")).isZero();
    assertThat(run(InputStream.nullInputStream(), "--version")).isZero();

    assertThat(out())
        .contains("Usage: telnet HOST [PORT]")
        .containsPattern("telnet \\(portprobe\\) \\S+\n");
    assertThat(out().lines()).allMatch(line -> line.length() <= 100);
  }
}
