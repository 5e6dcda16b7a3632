package io.portprobe.examples.portprobe.output;

import static io.portprobe.examples.portprobe.output.SampleResult.failed;
import static io.portprobe.examples.portprobe.output.SampleResult.listening;
import static io.portprobe.examples.portprobe.output.SampleResult.run;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.examples.portprobe.output.ResultRecord.Failure.Kind;
import io.portprobe.examples.portprobe.output.junit.JunitWriter;
import io.portprobe.examples.portprobe.output.xml.NmapXmlWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

class SpoolTest {
  private static ByteArrayOutputStream bytes(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(text.getBytes(UTF_8));
    return bytes;
  }

  private static String text(Spool spool, Spool.Part part) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    spool.copy(part, out);
    return out.toString(UTF_8);
  }

  @Test
  void parts_areCopiedInAnyOrder_fromMemoryAndFromTheFile() throws IOException {
    try (Spool spool = new Spool()) {
      List<String> texts =
          IntStream.range(0, 40).mapToObj(i -> ("part " + i + " ").repeat(10_000)).toList();
      List<Spool.Part> parts = new ArrayList<>();
      for (String text : texts) {
        parts.add(spool.append(bytes(text)));
        assertThat(text(spool, parts.get(0))).isEqualTo(texts.get(0));
      }
      for (int i = texts.size() - 1; i >= 0; i--) {
        assertThat(text(spool, parts.get(i)).equals(texts.get(i))).isTrue();
      }
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      spool.copyAll(all);
      assertThat(all.toString(UTF_8).equals(String.join("", texts))).isTrue();
      assertThat((long) all.size()).isEqualTo(spool.size()).isGreaterThan(2L << 20);
    }
  }

  static Stream<Named<Function<Destination, ResultWriter>>> writers() {
    return Stream.of(Named.of("xml", NmapXmlWriter::new), Named.of("junit", JunitWriter::new));
  }

  @ParameterizedTest
  @MethodSource("writers")
  void documentLargerThanTheMemory_isWhole(Function<Destination, ResultWriter> kind)
      throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    String story = "a line of a long story\n".repeat(50);
    List<SampleResult> results = new ArrayList<>();
    for (int port = 2_000; port > 0; port--) {
      results.add(listening("192.0.2." + (1 + port % 7), port).explain(story).evidence(story));
      results.add(failed("nx" + port, port, Kind.UNRESOLVED, "nx does not exist"));
    }

    SampleResult.write(
        kind.apply(new Destination(out, UTF_8, false, false)), run("scan", "a"), results);

    Document xml =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(out.toByteArray()));
    NodeList elements =
        xml.getElementsByTagName(
            xml.getDocumentElement().getTagName().equals("nmaprun") ? "port" : "testcase");
    assertThat(elements.getLength()).isIn(2_000, 4_000);
    assertThat(out.size()).isGreaterThan(2 << 20);
  }

  @ParameterizedTest
  @MethodSource("writers")
  void writer_keepsNoResult(Function<Destination, ResultWriter> kind) throws Exception {
    try (ResultWriter writer =
        kind.apply(new Destination(new ByteArrayOutputStream(), UTF_8, false, false))) {
      writer.begin(run("scan", "a"));
      WeakReference<SampleResult> result = new WeakReference<>(listening("192.0.2.1", 1));
      writer.write(result.get());

      for (int i = 0; i < 50 && result.get() != null; i++) {
        System.gc();
      }
      assertThat(result.get()).isNull();
    }
  }
}
