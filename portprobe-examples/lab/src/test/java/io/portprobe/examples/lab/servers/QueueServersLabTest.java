package io.portprobe.examples.lab.servers;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.portprobe.Endpoint;
import io.portprobe.examples.lab.InLab;
import io.portprobe.examples.lab.LabClient;
import io.portprobe.examples.lab.Relays;
import io.portprobe.examples.lab.Tool;
import io.portprobe.identify.IdentifySettings;
import io.portprobe.identify.ServiceIdentity;
import io.portprobe.protocols.queue.AmqpResult;
import io.portprobe.protocols.queue.KafkaResult;
import io.portprobe.protocols.store.MongoDbResult;
import io.portprobe.protocols.store.ZooKeeperResult;
import io.portprobe.spi.Finding;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Compares RabbitMQ, Kafka, ZooKeeper and a server for clients of MongoDB with other clients. */
@InLab
class QueueServersLabTest {
  @RegisterExtension static final LabClient LAB = new LabClient();

  @RegisterExtension
  static final DebianServers SERVERS =
      new DebianServers(
          DebianServer.RABBITMQ,
          DebianServer.KAFKA,
          DebianServer.ZOOKEEPER,
          DebianServer.MONGO_JAVA_SERVER);

  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  /** A line of librdkafka: the name, key and versions of a request. */
  private static final Pattern API =
      Pattern.compile("ApiKey \\S+ \\((\\d+)\\) Versions (\\d+)\\.\\.(\\d+)");

  private static <F extends Finding> F finding(DebianServer server, Class<F> type) {
    return LAB.tcp(server.host(), server.port()).report().join().finding(type).orElseThrow();
  }

  @Test
  void rabbitMq_properties_areThoseThatNmapReads() {
    AmqpResult amqp = finding(DebianServer.RABBITMQ, AmqpResult.class);
    List<String> theirs =
        Tool.run(
            "nmap", "-Pn", "-n", "-p5672", "--script", "amqp-info", DebianServer.RABBITMQ.host());

    assertThat(amqp.protocolVersion()).isEqualTo("0-9-1");
    assertThat(amqp.product()).contains("RabbitMQ");
    for (String name : List.of("product", "version", "platform", "cluster_name", "copyright")) {
      assertThat(theirs).contains("|   " + name + ": " + amqp.properties().get(name));
    }
    assertThat(theirs)
        .anySatisfy(
            line ->
                assertThat(line.replaceFirst("^\\|   mechanisms: ", "").split(" "))
                    .containsExactlyInAnyOrderElementsOf(amqp.mechanisms()))
        .contains("|_  locales: " + String.join(" ", amqp.locales()));
  }

  @Test
  void kafka_requests_areThoseThatKcatReads() {
    KafkaResult kafka = finding(DebianServer.KAFKA, KafkaResult.class);
    Map<Integer, String> theirs =
        DebianServers.tool("kcat", "-L", "-d", "feature", "-b", address(DebianServer.KAFKA))
            .stream()
            .flatMap(line -> API.matcher(line).results())
            .distinct()
            .collect(
                toMap(
                    api -> Integer.valueOf(api.group(1)),
                    QueueServersLabTest::versions,
                    (first, second) -> second)); // once a connection

    assertThat(kafka.errorCode()).isZero();
    assertThat(kafka.apis())
        .allSatisfy(api -> assertThat(api.name()).isPresent())
        .hasSizeGreaterThan(50)
        .extracting(KafkaResult.Api::key, api -> api.minVersion() + "-" + api.maxVersion())
        .containsExactlyInAnyOrderElementsOf(
            theirs.entrySet().stream().map(each -> tuple(each.getKey(), each.getValue())).toList());
  }

  private static String versions(MatchResult api) {
    return api.group(2) + "-" + api.group(3);
  }

  @Test
  void zooKeeper_versionAndMode_areThoseThatItsOwnClientReads() {
    ZooKeeperResult zooKeeper = finding(DebianServer.ZOOKEEPER, ZooKeeperResult.class);
    List<String> theirs =
        DebianServers.tool(
            "java",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            "/usr/share/lab-servers/*",
            "org.apache.zookeeper.client.FourLetterWordMain",
            DebianServer.ZOOKEEPER.host(),
            Integer.toString(DebianServer.ZOOKEEPER.port()),
            "srvr");

    assertThat(zooKeeper.error()).isEmpty();
    assertThat(theirs)
        .contains("Mode: " + zooKeeper.mode().orElseThrow())
        .anyMatch(
            line ->
                line.startsWith("Zookeeper version: " + zooKeeper.version().orElseThrow() + "-"));
  }

  /** The server has not the command {@code hello}: the dialogue continues with {@code isMaster}. */
  @Test
  void mongoDb_facts_areThoseThatPymongoReads() {
    MongoDbResult mongoDb = finding(DebianServer.MONGO_JAVA_SERVER, MongoDbResult.class);
    List<String> theirs =
        DebianServers.tool(
            "/usr/bin/python3",
            "-c",
            """
            import pymongo
            client = pymongo.MongoClient("%s")
            hello = client.admin.command("isMaster")
            print(client.server_info()["version"])
            print(hello["minWireVersion"])
            print(hello["maxWireVersion"])
            """
                .formatted(DebianServer.MONGO_JAVA_SERVER.host()));

    assertThat(mongoDb.role()).isEqualTo(MongoDbResult.Role.STANDALONE);
    assertThat(theirs)
        .containsExactly(
            mongoDb.version().orElseThrow(),
            Integer.toString(mongoDb.minWireVersion().orElseThrow()),
            Integer.toString(mongoDb.maxWireVersion().orElseThrow()));
  }

  @Test
  void identification_namesTheServers_onTheirPortsAndOnOthers() {
    List<Endpoint> targets =
        Stream.of(
                DebianServer.RABBITMQ,
                DebianServer.KAFKA,
                DebianServer.ZOOKEEPER,
                DebianServer.MONGO_JAVA_SERVER)
            .map(QueueServersLabTest::endpoint)
            .toList();
    try (Relays relays = new Relays("127.0.0.7", targets)) {
      List<ServiceIdentity> found =
          Stream.concat(targets.stream(), relays.endpoints().stream())
              .map(each -> LAB.client().probe(each).timeout(TIMEOUT).identify())
              .toList()
              .stream()
              .map(CompletableFuture::join)
              .toList();

      assertThat(found)
          .extracting(identity -> identity.protocol().orElse("-"))
          .containsExactly(
              "amqp", "kafka", "zookeeper", "mongodb", "amqp", "kafka", "zookeeper", "mongodb");
      assertThat(found).allMatch(each -> each.connections() <= IdentifySettings.MAX_CONNECTIONS);
    }
  }

  private static Endpoint endpoint(DebianServer server) {
    return Endpoint.tcp(server.host(), server.port());
  }

  private static String address(DebianServer server) {
    return server.host() + ":" + server.port();
  }
}
