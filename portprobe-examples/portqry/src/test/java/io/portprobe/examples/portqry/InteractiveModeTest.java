package io.portprobe.examples.portqry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.portprobe.PortState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InteractiveModeTest {
  private final Harness harness = new Harness();

  private List<String> sent() {
    return harness.sent().stream().map(sent -> sent.endpoint().toString()).toList();
  }

  private String printed(String typed, String... options) {
    harness.typing(typed);
    harness.run(options.length == 0 ? new String[] {"-i"} : options);
    return harness.out();
  }

  @Test
  @DisplayName("The interactive mode starts with its settings and a prompt")
  void start() {
    assertThat(printed(""))
        .isEqualTo(
            """

            Portqry Interactive Mode

            Type 'help' for a list of commands

            Default Node: 127.0.0.1

            Current option values:
            end port= 80
            protocol= TCP
            source port= 0 (ephemeral)
            >\
            """
                + " ");
    assertThat(harness.clients()).isEmpty();
  }

  @Test
  @DisplayName("Options after -i set the values")
  void options() {
    assertThat(
            printed("set all\nexit\n", "-i", "-e", "53", "-p", "udp", "-sp", "2030", "-sl", "-nr"))
        .contains("end port= 53\nprotocol= UDP\nsource port= 2030\n")
        .contains("community name= public\naddress to name look-up= off\nslow link delay= on\n");
  }

  @Test
  @DisplayName("A query prints what the command prints")
  void query() {
    assertThat(printed("n 192.0.2.7\nset nr\nq\nexit\n"))
        .endsWith(
            """
            >\s
            Default Node: 192.0.2.7
            > address to name look-up= off
            >\s
            Querying target system called:

             192.0.2.7

            querying...

            TCP port 80 (http service): LISTENING

            >\
            """
                + " ");
    assertThat(sent()).containsExactly("tcp://192.0.2.7:80");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "q dns, tcp://127.0.0.1:53 udp://127.0.0.1:53",
    "query DNS, tcp://127.0.0.1:53 udp://127.0.0.1:53",
    "q ftp, tcp://127.0.0.1:21",
    "q imap, tcp://127.0.0.1:143",
    "q ipsec, udp://127.0.0.1:500",
    "q isa, tcp://127.0.0.1:1745 udp://127.0.0.1:1745",
    "q ldap, tcp://127.0.0.1:389 udp://127.0.0.1:389",
    "q l2tp, udp://127.0.0.1:1701",
    "q mail, tcp://127.0.0.1:25 tcp://127.0.0.1:110 tcp://127.0.0.1:143",
    "q pop3, tcp://127.0.0.1:110",
    "q rpc, tcp://127.0.0.1:135 udp://127.0.0.1:135",
    "q smtp, tcp://127.0.0.1:25",
    "q snmp, udp://127.0.0.1:161",
    "q sql, tcp://127.0.0.1:1433 udp://127.0.0.1:1434",
    "q tftp, udp://127.0.0.1:69",
    "set e=99/q, tcp://127.0.0.1:99",
    "set port = 99/set protocol=both/q, tcp://127.0.0.1:99 udp://127.0.0.1:99",
    "set p=UDP/Q, udp://127.0.0.1:80",
    "node dc01/query, tcp://dc01:80",
  })
  @DisplayName("Commands query these endpoints")
  void commands(String typed, String endpoints) {
    printed(typed.replace("/", "\n") + "\n");

    assertThat(harness.err()).isEmpty();
    assertThat(sent()).containsExactly(endpoints.split(" "));
  }

  @Test
  @DisplayName("A shortcut prints the service names of its ports")
  void shortcut() {
    assertThat(printed("q dns\nq isa\n"))
        .contains(
            """
            resolving service name using local services file...
            TCP port resolved to the 'domain' service
            UDP port resolved to the 'domain' service

            Querying target system called:
            """)
        .contains("\nUDP port 1745 has no name in the services file\n");
  }

  @Test
  @DisplayName("set sport, sl and cn apply to the next queries; sport 0 is ephemeral")
  void settings() {
    printed("set sp=2030\nset sl\nset cn=secret\nset p=udp\nq snmp\nset sport=0\nset sl\nq\n");

    assertThat(harness.sent())
        .extracting(FakeClient.SentProbe::sourcePort, FakeClient.SentProbe::timeout)
        .containsExactly(tuple(2030, Duration.ofSeconds(10)), tuple(0, Duration.ofSeconds(5)));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiterString = "->",
      quoteCharacter = '"',
      value = {
        "ping -> 'ping' (expected: node, query, set, help or exit)",
        "q web -> query: 'web' (expected: dns, ftp, imap, ipsec, isa, l2tp, ldap, mail, pop3, rpc,"
            + " smtp, snmp, sql, tftp)",
        "set e=0 -> port: '0' (expected: a port, 1-65535)",
        "set sp=x -> sport: 'x' (expected: a port, 1-65535, or 0 for an ephemeral port)",
        "set p=icmp -> protocol: 'icmp' (expected: tcp, udp or both)",
        "set cn= -> cn: '' (expected: a community name of 1-255 bytes, for example !public!)",
        "set colour -> set: 'colour' (expected: all, port=N, sport=N, protocol=tcp|udp|both,"
            + " cn=NAME, nr or sl)",
        "n a..b -> -n: host: 'a..b' (expected: a name of at most 253 characters in labels of 1 to"
            + " 63 letters, digits and hyphens, or an address)",
      })
  @DisplayName("A command that is wrong prints a sentence, and the loop continues")
  void wrong(String typed, String sentence) {
    assertThat(printed(typed + "\nq\n")).contains("TCP port 80 (http service): LISTENING");

    assertThat(harness.err()).isEqualTo("portqry: " + sentence + "\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"exit\nq\n", "quit\nq\n", " EXIT \nq\n", ""})
  @DisplayName("exit, quit and the end of the input end the mode")
  void exit(String typed) {
    printed(typed);

    assertThat(harness.sent()).isEmpty();
  }

  @Test
  @DisplayName("The exit code is that of the last query")
  void exitCode() {
    harness.answering(
        sent ->
            FakeReport.now(
                sent, sent.endpoint().port() == 1 ? PortState.NOT_LISTENING : PortState.FILTERED));

    assertThat(harness.typing("q\nset e=1\nq\n").run("-i")).isEqualTo(1);
    assertThat(harness.typing("set e=1\n").run("-i")).isZero();
  }

  @Test
  @DisplayName("help lists the commands in lines that fit a terminal")
  void help() {
    assertThat(printed("help\n"))
        .contains("node NAME", "q SHORTCUT", "dns, ftp, imap", "set sport=N", "exit, quit");
    assertThat(harness.out().lines()).allMatch(line -> line.length() <= 80);
  }

  @Test
  @DisplayName("The log contains all queries, and no prompt")
  void log(@TempDir Path folder) throws Exception {
    Path log = folder.resolve("log");

    printed("q\nset e=25\nq\n", "-i", "-l", log.toString());

    assertThat(Files.readString(log))
        .contains("TCP port 80 (http", "TCP port 25 (smtp", "end of log file")
        .doesNotContain(">");
  }

  @Test
  @DisplayName("A line of any length, without an end, is a wrong command")
  void endlessLine() {
    printed("x".repeat(100_000));

    assertThat(harness.err()).startsWith("portqry: 'xxx").hasSizeLessThan(200);
  }
}
