package io.portprobe.protocols.internal.store;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.Transport;
import io.portprobe.protocols.internal.recording.Recording;
import io.portprobe.protocols.store.MongoDbResult;
import io.portprobe.protocols.store.MongoDbResult.Role;
import io.portprobe.spi.Step;
import io.portprobe.testing.protocol.TestDialogueContext;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MongoDbTest {
  private static Recording open() {
    return Recording.start(
        new MongoDbProtocol().open(TestDialogueContext.of(Transport.TCP, 27_017)));
  }

  private static byte[] recorded(String method) {
    return Recording.read(StoreFuzzTest.class, method, "mongo-java-server-1.47.0");
  }

  private static byte[] hex(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }

  @Test
  void serverWithoutHello_isSentIsMasterAndBuildInfo() {
    Recording recording = open();
    recording.receive(StoreFuzzTest.withIds(recorded("mongoDb"), recording.sent().get(0)));
    MongoDbResult result = recording.finding(MongoDbResult.class);

    assertThat(recording.sent())
        .extracting(request -> new String(request, 26, 5, US_ASCII))
        .containsExactly("hello", "isMas", "build");
    assertThat(result.version()).contains("5.0.0");
    assertThat(result.minWireVersion()).hasValue(0);
    assertThat(result.maxWireVersion()).hasValue(8);
    assertThat(result.role()).isEqualTo(Role.STANDALONE);
    assertThat(result.replicaSet()).isEmpty();
    assertThat(result.hello()).containsEntry("ismaster", "true");
    assertThat(result.lines())
        .containsExactly("MongoDB 5.0.0", "role: standalone", "wire versions: 0-8");
  }

  @Test
  void hello_isAnOpMsgForTheDatabaseAdmin() {
    byte[] request = open().sent().get(0);
    assertThat(HexFormat.of().formatHex(request, 0, 4)).isEqualTo("34000000");
    assertThat(HexFormat.of().formatHex(request, 8, request.length))
        .isEqualTo(
            "00000000"
                + "dd070000"
                + "00000000"
                + "00"
                + "1f000000"
                + "1068656c6c6f0001000000"
                + "022464620006000000"
                + "61646d696e00"
                + "00");
  }

  @Test
  void serverThatCloses_isSentOpQuery() {
    Recording recording = open().close();
    byte[] query = recording.sent().get(1);
    assertThat(HexFormat.of().formatHex(query, 12, 16)).isEqualTo("d4070000");

    recording.receive(StoreFuzzTest.withIds(recorded("mongoDbQuery"), query));
    MongoDbResult result = recording.finding(MongoDbResult.class);
    assertThat(result.maxWireVersion()).isPresent();
    assertThat(result.version()).isEmpty();
    assertThat(recording.sent()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({
    "'msg=isdbgrid', ROUTER",
    "'ismaster=true', STANDALONE",
    "'setName=rs0 isWritablePrimary=true', PRIMARY",
    "'setName=rs0 ismaster=false secondary=true', SECONDARY",
    "'setName=rs0 arbiterOnly=true', ARBITER",
    "'setName=rs0', OTHER",
    "'isreplicaset=true', OTHER",
  })
  void role_isThatOfTheReplicaSet(String fields, Role role) {
    Map<String, String> hello = new LinkedHashMap<>();
    for (String field : fields.split(" ", -1)) {
      int equals = field.indexOf('=');
      hello.put(field.substring(0, equals), field.substring(equals + 1));
    }
    hello.put("hosts.0", "a:27017");
    hello.put("hosts.1", "b:27017");
    MongoDbFinding finding = new MongoDbFinding(hello, Map.of("version", "7.0.5"));

    assertThat(finding.role()).isEqualTo(role);
    assertThat(finding.members()).containsExactly("a:27017", "b:27017");
    assertThat(finding.facts().version()).contains("7.0.5");
  }

  @Test
  void bson_hasValuesOfAllTypes() {
    String elements =
        "01 6100 000000000000f83f" // 1.5
            + "03 6200 08000000 0a 6300 00" // a document with null
            + "04 6400 0c000000 10 3000 07000000 00" // an array
            + "05 6500 02000000 00 cafe"
            + "07 6600 000102030405060708090a0b"
            + "08 6700 01"
            + "09 6800 0000000000000000"
            + "11 6900 0100000000000000"
            + "12 6a00 ffffffffffffffff"
            + "09 6b00 ffffffffffffff7f"; // the last time
    byte[] body = hex(elements);
    byte[] document =
        Recording.concat(new byte[] {(byte) (body.length + 5), 0, 0, 0}, body, new byte[1]);

    assertThat(Bson.read(ByteBuffer.wrap(document)).orElseThrow())
        .containsExactlyInAnyOrderEntriesOf(
            Map.ofEntries(
                Map.entry("a", "1.5"),
                Map.entry("b.c", "null"),
                Map.entry("d.0", "7"),
                Map.entry("e", "0xcafe"),
                Map.entry("f", "0x000102030405060708090a0b"),
                Map.entry("g", "true"),
                Map.entry("h", "1970-01-01T00:00:00Z"),
                Map.entry("i", "1"),
                Map.entry("j", "-1"),
                Map.entry("k", "+292278994-08-17T07:12:55.807Z")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "04000000", // too short
        "06000000 00 00", // bytes after the end
        "09000000 00", // too long
        "08000000 0a 61 00", // no end
        "0b000000 08 61 00 01 00", // another length
        "0c000000 02 6100 ffffff7f 00", // a text that is too long
        "08000000 0b 6100 00" // a regular expression
      })
  void malformedBson_isEmpty(String hex) {
    assertThat(Bson.read(ByteBuffer.wrap(hex(hex)))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1a000000 01000000 01000000 dd070000 00000000 00 05000000 00", // another id
        "1a000000 01000000 00000000 dd070000 00000000 00 05000000 00", // no field "ok"
        "1a000000 01000000 00000000 d4070000 00000000 00 05000000 00", // a request
        "1a000000 01000000 00000000 dd070000 00000000 01 05000000 00", // another section
        "19000000", // too short
        "ffffff00", // too long
      })
  void otherMessages_areMismatches(String hex) {
    Recording recording = open();
    recording.receive(StoreFuzzTest.withIds(hex(hex), recording.sent().get(0)));
    assertThat(recording.last()).isInstanceOf(Step.Mismatch.class);
  }

  @Test
  void recognise_helloAndTheTextForHttp() {
    String http =
        "HTTP/1.0 200 OK\r\nConnection: close\r\nContent-Type: text/plain\r\n"
            + "Content-Length: 85\r\n\r\nIt looks like you are trying to access MongoDB over HTTP"
            + " on the native driver port.\r\n";
    MongoDbProtocol protocol = new MongoDbProtocol();
    assertThat(protocol.recognise(ByteBuffer.wrap(http.getBytes(US_ASCII)))).isPresent();
    assertThat(protocol.recognise(ByteBuffer.wrap(recorded("mongoDbQuery")))).isPresent();
    assertThat(protocol.recognise(ByteBuffer.wrap(recorded("mongoDb")))).isEmpty();
  }
}
