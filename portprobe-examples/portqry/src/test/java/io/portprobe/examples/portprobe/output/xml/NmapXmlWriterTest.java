package io.portprobe.examples.portprobe.output.xml;

import static io.portprobe.examples.portprobe.output.SampleResult.failed;
import static io.portprobe.examples.portprobe.output.SampleResult.inState;
import static io.portprobe.examples.portprobe.output.SampleResult.listening;
import static io.portprobe.examples.portprobe.output.SampleResult.run;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.PortState;
import io.portprobe.Reason;
import io.portprobe.examples.portprobe.output.Destination;
import io.portprobe.examples.portprobe.output.ResultRecord.Failure.Kind;
import io.portprobe.examples.portprobe.output.RunSummary;
import io.portprobe.examples.portprobe.output.SampleResult;
import io.portprobe.spi.ServiceFacts;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

class NmapXmlWriterTest {
  private static Document xml(SampleResult... results) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    NmapXmlWriter writer = new NmapXmlWriter(new Destination(bytes, UTF_8, false, false));
    SampleResult.write(writer, run("check", "a", "<&\">"), List.of(results));
    return parse(bytes);
  }

  private static Document parse(ByteArrayOutputStream bytes) throws Exception {
    DocumentBuilder builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
    return builder.parse(new ByteArrayInputStream(bytes.toByteArray()));
  }

  private static List<String> values(Document xml, String path) throws Exception {
    NodeList nodes =
        (NodeList)
            XPathFactory.newInstance().newXPath().evaluate(path, xml, XPathConstants.NODESET);
    return IntStream.range(0, nodes.getLength())
        .mapToObj(i -> nodes.item(i).getTextContent())
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "LISTENING, ACCEPTED, open, syn-ack",
    "LISTENING, REPLIED, open, udp-response",
    "LISTENING, UNEXPECTED_REPLY, open, udp-response",
    "NOT_LISTENING, REFUSED, closed, conn-refused",
    "NOT_LISTENING, PORT_UNREACHABLE, closed, port-unreach",
    "FILTERED, TIMED_OUT, filtered, no-response",
    "FILTERED, HOST_UNREACHABLE, filtered, host-unreach",
    "FILTERED, NET_UNREACHABLE, filtered, net-unreach",
    "FILTERED, PROTOCOL_UNREACHABLE, filtered, proto-unreach",
    "FILTERED, ADMIN_PROHIBITED, filtered, admin-prohibited",
    "FILTERED, UNREACHABLE, filtered, dest-unreach",
    "LISTENING_OR_FILTERED, SILENT, open|filtered, no-response"
  })
  void stateAndReason_haveNmapsWords(
      PortState state, Reason reason, String nmapState, String nmapReason) throws Exception {
    Document xml = xml(inState("192.0.2.1", 80, state, reason));

    assertThat(values(xml, "//port/state/@state")).containsExactly(nmapState);
    assertThat(values(xml, "//port/state/@reason")).containsExactly(nmapReason);
  }

  @Test
  void ports_areGroupedByAddress() throws Exception {
    Document xml =
        xml(
            listening("192.0.2.1", 443),
            listening("2001:db8::1", 80),
            listening("192.0.2.1", 22),
            listening("192.0.2.1", 53).udp());

    assertThat(values(xml, "//host/address/@addr")).containsExactly("192.0.2.1", "2001:db8::1");
    assertThat(values(xml, "//host/address/@addrtype")).containsExactly("ipv4", "ipv6");
    assertThat(values(xml, "//host[1]//port/@portid")).containsExactly("22", "443", "53");
    assertThat(values(xml, "//host[1]//port/@protocol")).containsExactly("tcp", "tcp", "udp");
    assertThat(values(xml, "//scaninfo/@services")).containsExactly("22,80,443", "53");
    assertThat(values(xml, "//runstats/hosts/@total")).containsExactly("2");
  }

  @Test
  void host_isUpOnlyIfItReplied() throws Exception {
    Document xml =
        xml(
            inState("192.0.2.1", 80, PortState.FILTERED, Reason.TIMED_OUT),
            inState("192.0.2.2", 80, PortState.FILTERED, Reason.TIMED_OUT),
            inState("192.0.2.2", 81, PortState.NOT_LISTENING, Reason.REFUSED));

    assertThat(values(xml, "//host/status/@state")).containsExactly("unknown", "up");
    assertThat(values(xml, "//host/status/@reason")).containsExactly("no-response", "conn-refused");
    assertThat(values(xml, "//runstats/hosts/@up")).containsExactly("1");
  }

  @Test
  void service_isNamedOnlyOnTheEvidenceOfFindings() throws Exception {
    ServiceFacts facts =
        ServiceFacts.of("http")
            .withProduct("nginx")
            .withVersion("1.22")
            .withOperatingSystem("Debian");

    Document xml =
        xml(
            listening("192.0.2.1", 80).service("http", facts, "status 200"),
            listening("192.0.2.1", 81).service("http", ServiceFacts.none()));

    assertThat(values(xml, "//port[@portid=80]/service/@*"))
        .containsExactlyInAnyOrder("http", "nginx", "1.22", "Debian", "probed", "10");
    assertThat(values(xml, "//port[@portid=81]/service")).isEmpty();
  }

  @Test
  void tlsAtTheBeginning_isATunnel() throws Exception {
    Document xml =
        xml(
            listening("192.0.2.1", 443).service("http", ServiceFacts.of("http"), "f").overTls(),
            listening("192.0.2.1", 444).service("tls", ServiceFacts.none(), "f").overTls(),
            listening("192.0.2.1", 25).service("smtp", ServiceFacts.of("smtp"), "f"));

    assertThat(values(xml, "//service[@tunnel='ssl']/@name")).containsExactly("http");
    assertThat(values(xml, "//service[not(@tunnel)]/@name")).containsExactly("smtp", "tls");
  }

  @Test
  void whatNmapHasNoAttributeFor_isTheResultOfOneScript() throws Exception {
    Document xml =
        xml(
            listening("192.0.2.1", 80)
                .service("http", ServiceFacts.none(), "status 200", "title: x")
                .notes("a note")
                .named("web")
                .expected("LISTENING, tls", "no TLS"));

    assertThat(values(xml, "//port/script/@output"))
        .containsExactly(
            "not as expected: LISTENING, tls\nno TLS\nthe evidence\na note\nstatus 200\ntitle: x");
    assertThat(values(xml, "//script/table[@key='findings']/elem"))
        .containsExactly("status 200", "title: x");
    assertThat(values(xml, "//script/elem[@key='met']")).containsExactly("false");
    assertThat(values(xml, "//script/elem[@key='elapsed']")).containsExactly("0.000420");
  }

  @Test
  void nameIsTheUsers_andADifferentPlaceIsAnotherHost() throws Exception {
    Document xml = xml(listening("web", 80).from("office"), listening("web", 80).from("home"));

    assertThat(values(xml, "//host/@comment")).containsExactly("from office", "from home");
    assertThat(values(xml, "//hostname/@name")).containsExactly("web", "web");
    assertThat(values(xml, "//hostname/@type")).containsExactly("user", "user");
  }

  @Test
  void portThatWasNotProbed_hasNoState() throws Exception {
    Document xml =
        xml(failed("nx", 80, Kind.UNRESOLVED, "nx does not exist"), listening("192.0.2.1", 22));

    assertThat(values(xml, "//port/@portid")).containsExactly("22");
    assertThat(values(xml, "//target/@specification")).containsExactly("nx");
    assertThat(values(xml, "//postscript/script/@output"))
        .containsExactly("tcp://nx:80: nx does not exist");
  }

  @Test
  void hostileText_isSafeXml() throws Exception {
    String hostile = "]]><x a='b\">&\u0000\u001b\uffff\ud800\u202e\u2028";

    Document xml =
        xml(
            listening("192.0.2.1", 80)
                .evidence(hostile)
                .service(hostile, ServiceFacts.of(hostile), hostile));

    String safe = "]]><x a='b\">&\\u0000\\u001b\\uffff\\ud800\\u202e\\u2028";
    assertThat(values(xml, "//elem[@key='evidence']")).containsExactly(safe);
    assertThat(values(xml, "//table/elem")).containsExactly(safe);
    assertThat(values(xml, "/nmaprun/@args")).containsExactly("portprobe check a <&\">");
  }

  @Test
  void runThatEndedEarly_saysSo() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    NmapXmlWriter writer = new NmapXmlWriter(new Destination(bytes, UTF_8, false, false));
    RunSummary summary =
        SampleResult.write(writer, run("scan"), List.of(listening("192.0.2.1", 80)));
    bytes.reset();
    writer.end(
        new RunSummary(
            RunSummary.Ending.INTERRUPTED,
            summary.finished(),
            summary.elapsed(),
            1,
            summary.states(),
            0,
            0,
            0,
            0,
            0,
            0));

    assertThat(values(parse(bytes), "//finished/@exit")).containsExactly("error");
  }
}
