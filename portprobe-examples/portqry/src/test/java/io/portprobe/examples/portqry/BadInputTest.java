package io.portprobe.examples.portqry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class BadInputTest {
  private static final String NAME_FORM =
      "a name of at most 253 characters in labels of 1 to 63 letters, digits and hyphens, or an"
          + " address";

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "-n h -e 0 | -e: '0' (expected: a port, 1-65535)",
        "-n h -e 65536 | -e: '65536' (expected: a port, 1-65535)",
        "-n h -e abc | -e: 'abc' (expected: a port, 1-65535)",
        "-n h -e -1 | -e: '-1' (expected: a port, 1-65535)",
        "-n h -e +80 | -e: '+80' (expected: a port, 1-65535)",
        "-n h -e 25-20 | -e: '25-20' (expected: a port, 1-65535)",
        "-n h -e 99999999999999999999 | -e: '99999999999999999999' (expected: a port, 1-65535)",
        "-n h -e \u0665\u0666 | -e: '\u0665\u0666' (expected: a port, 1-65535)",
        "-n h -cn !! | -cn: '!!' (expected: a community name of 1-255 bytes, for example !public!)",
        "-n h -sp 0 | -sp: '0' (expected: a port, 1-65535)",
        "-n h -r 25-20 | -r: '25-20' (expected: START:END, two ports with a colon between)",
        "-n h -r 21:445:900 | -r: '21:445:900' (expected: START:END, two ports with a colon"
            + " between)",
        "-n h -r 25:20 | -r: '25:20' (expected: START:END, the lower port first)",
        "-n h -r 1:65536 | -r: '65536' (expected: START:END, each a port, 1-65535)",
        "-n h -r : | -r: '' (expected: START:END, each a port, 1-65535)",
        "-n h -r 0:10 | -r: '0' (expected: START:END, each a port, 1-65535)",
        "-n h -o 25,,80 | -o: '25,,80' (expected: ports with commas between, and no hole)",
        "-n h -o 25, | -o: '25,' (expected: ports with commas between, and no hole)",
        "-n h -o 25,http | -o: 'http' (expected: ports, each 1-65535, with commas between)",
        "-n h -p icmp | -p: 'icmp' (expected: tcp, udp or both)",
        "-n h -e 80 -r 1:2 | -e with -r: conflict (expected: one of -e, -r and -o)",
        "-n h -o 1 -e 80 | -e with -o: conflict (expected: one of -e, -r and -o)",
        "-n h -o 1 -r 1:2 | -r with -o: conflict (expected: one of -e, -r and -o)",
        "-n h -q -r 1:2 | -q with -r: conflict (expected: -q with one port, -e, and one transport,"
            + " or --any)",
        "-n h -q -o 1,2 | -q with -o: conflict (expected: -q with one port, -e, and one transport,"
            + " or --any)",
        "-n h -q -p both | -q with -p both: conflict (expected: -q with one port, -e, and one"
            + " transport, or --any)",
        "-e 80 | -n: missing (expected: -n HOST, the name or address to probe)",
        "-n | -n: no value (expected: a value after it)",
        "-n -e 80 | -n: no value (expected: a value after it)",
        "-n h -e | -e: no value (expected: a value after it)",
        "-n h /l | -l: no value (expected: a value after it)",
        "-n h -n i | -n: given twice (expected: once)",
        "-n h -e 80 /E 81 | -e: given twice (expected: once)",
        "-n h -x | '-x' (expected: an option; portqry --help lists them)",
        "-n h /x | '/x' (expected: an option; portqry --help lists them)",
        "-n h -qy | '-qy' (expected: an option; portqry --help lists them)",
        "h | 'h' (expected: an option, as in -n HOST -e PORT; portqry --help lists them)",
        "-n h -e80 | '-e80' (expected: a blank between -e and its value)",
        "-n=h | '-n=h' (expected: a blank between -n and its value)",
        "-n h -sp80 | '-sp80' (expected: a blank between -sp and its value)",
        "-n h -e 80 81 | '81' (expected: an option, as in -n HOST -e PORT; portqry --help lists"
            + " them)",
        "-n h @file | '@file' (expected: an option, as in -n HOST -e PORT; portqry --help lists"
            + " them)",
        "-n @file | -n: host: '@file' (expected: " + NAME_FORM + ")",
        "-n a..b | -n: host: 'a..b' (expected: " + NAME_FORM + ")",
        "-n [::1 | -n: host: '[::1' (expected: a bracket at both ends)",
        "-n 1.2.3 | -n: host: '1.2.3' (expected: an IPv4 address of four decimal numbers without"
            + " leading zeros; some programs read it as 1.2.0.3)",
        "-n 010.0.0.1 | -n: host: '010.0.0.1' (expected: an IPv4 address of four decimal numbers"
            + " without leading zeros; some programs read it as 8.0.0.1)",
        "-n server:8080 | -n: 'server:8080' (expected: a host; the port is separate: -n server -e"
            + " 8080)",
        "-n [::1]:80 | -n: '[::1]:80' (expected: a host; the port is separate: -n ::1 -e 80)",
        "-n 192.0.2.1:0 | -n: '192.0.2.1:0' (expected: a host; the port is separate)",
        "-n http://www.example.com/a?b=c | -n: 'http://www.example.com/a?b=c' (expected: a host"
            + " without scheme and path: -n www.example.com -e 80)",
        "-n https://u@h:8443/ | -n: 'https://u@h:8443/' (expected: a host without scheme and path:"
            + " -n h -e 8443)",
        "-n LDAP://dc1 | -n: 'LDAP://dc1' (expected: a host without scheme and path: -n dc1 -e"
            + " 389)",
        "-n foo://bar | -n: 'foo://bar' (expected: a host without scheme and path)",
        "-n http:// | -n: 'http://' (expected: a host without scheme and path)",
        "-i -r 1:2 | -i with -r: conflict (expected: -n HOST, or in the interactive mode -e, -p,"
            + " -sp, -cn, -nr, -sl, -l, -y, -v)",
        "-i -q | -i with -q: conflict (expected: -n HOST, or in the interactive mode -e, -p, -sp,"
            + " -cn, -nr, -sl, -l, -y, -v)",
        "-local -wport 80 | -local with -wport: conflict (expected: one of -local, -wport and"
            + " -wpid)",
        "-wport 80 -wpid 1 | -wport with -wpid: conflict (expected: one of -local, -wport and"
            + " -wpid)",
        "-wt 5 | -wt alone: conflict (expected: -wt with -wport or with -wpid)",
        "-n h -wt 5 | -wt alone: conflict (expected: -wt with -wport or with -wpid)",
        "-local -wt 5 | -wt with -local: conflict (expected: -wt with -wport or with -wpid)",
        "-wport 80 -wt 0 | -wt: '0' (expected: seconds, 1-1200)",
        "-wport 80 -wt 1201 | -wt: '1201' (expected: seconds, 1-1200)",
        "-wport 80 -wt 1s | -wt: '1s' (expected: seconds, 1-1200)",
        "-wport 0 | -wport: '0' (expected: a port, 1-65535)",
        "-wport | -wport: no value (expected: a value after it)",
        "-wpid java | -wpid: 'java' (expected: a process id, 1-4194304)",
        "-wpid 0 | -wpid: '0' (expected: a process id, 1-4194304)",
        "-local -n h | -local with -n: conflict (expected: in the local mode -l, -y, -v and, for a"
            + " watch, -wt)",
        "/wport 80 -i | -wport with -i: conflict (expected: in the local mode -l, -y, -v and, for a"
            + " watch, -wt)",
        "-n ::g | -n: host: '::g' (expected: a valid IPv6 address, since it has colons or"
            + " brackets)",
        "-n fe80::1%nosuch0 | -n: host: 'fe80::1%nosuch0' (expected: an address whose zone, if any,"
            + " is an interface of this host)",
      })
  void isRefused(String commandLine, String sentence) {
    refuses(sentence, commandLine.split(" "));
  }

  static Stream<Arguments> awkwardArguments() {
    String[] none = {};
    String[] empty = {"-n", ""};
    String[] space = {"-n", "two words"};
    String[] emptyPort = {"-n", "h", "-e", ""};
    String[] emptyLog = {"-n", "h", "-l", ""};
    String[] escape = {"-n", "h", "-e", "\u001b[31m\n80"};
    String[] overlong = {"-n", "a".repeat(5000)};
    return Stream.of(
        Arguments.of(none, "-n: missing (expected: -n HOST, the name or address to probe)"),
        Arguments.of(empty, "-n: host: '' (expected: a host name or address)"),
        Arguments.of(space, "-n: host: 'two words' (expected: " + NAME_FORM + ")"),
        Arguments.of(emptyPort, "-e: '' (expected: a port, 1-65535)"),
        Arguments.of(emptyLog, "-l: '' (expected: a file name)"),
        Arguments.of(escape, "-e: '\\u001b[31m\\n80' (expected: a port, 1-65535)"),
        Arguments.of(
            overlong,
            "-n: host: '"
                + "a".repeat(64)
                + "...' (5000 characters) (expected: "
                + NAME_FORM
                + ")"));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("awkwardArguments")
  void isRefusedToo(String[] arguments, String sentence) {
    refuses(sentence, arguments);
  }

  private static void refuses(String sentence, String... arguments) {
    Harness harness = new Harness();

    int exitCode = harness.run(arguments);

    assertThat(harness.err()).isEqualTo("portqry: " + sentence + "\n");
    assertThat(exitCode).isEqualTo(64);
    assertThat(harness.out()).isEmpty();
    assertThat(harness.clients()).as("clients").isEmpty();
  }

  @Test
  @DisplayName("A missing services file is a usage error")
  void services() {
    refuses(
        "--services: '/no/such/file' (expected: a readable file; no such file or folder)",
        "-n",
        "h",
        "--services",
        "/no/such/file");
  }

  @Test
  @DisplayName("A services file without end is a usage error")
  void endlessServices() {
    assumeTrue(Files.exists(Path.of("/dev/zero")), "this system has no /dev/zero");

    refuses(
        "--services: '/dev/zero' (expected: at most 4194304 bytes)",
        "-n",
        "h",
        "--services",
        "/dev/zero");
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  @Tag("slow")
  @DisplayName("A services file that is a FIFO without a writer is a usage error")
  void fifo(@TempDir Path folder) throws Exception {
    Path fifo = folder.resolve("fifo");
    assumeTrue(Fifo.make(fifo), "mkfifo makes the FIFO");

    refuses(
        "--services: '" + fifo + "' (expected: a file that is read within 3 s)",
        "-n",
        "h",
        "--services",
        fifo.toString());

    Files.newOutputStream(fifo).close(); // releases the thread
  }
}
