package io.portprobe.spring;

import static io.portprobe.testing.PeerEndpoints.endpointOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.PortProbe;
import io.portprobe.ProbeClient;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.protocols.testing.ldap.DirectoryPeer;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A servlet application and a reactive application, over HTTP. */
@Tag("slow")
@TestInstance(Lifecycle.PER_CLASS)
class ApplicationTest {
  /** The application of the page. */
  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Shop {
    // README: probe-bean
    @Bean
    PortProbe directory(ProbeClient client, @Value("${directory.address}") String address) {
      return client.probe(address).as("ldap");
    }
    // end
  }

  private final DirectoryPeer directory = DirectoryPeer.start();
  private final TcpPeer db = TcpPeer.silent();
  private final TcpPeer queue = TcpPeer.refusing();
  private final HttpClient http = HttpClient.newHttpClient();
  private ConfigurableApplicationContext servlet;
  private ConfigurableApplicationContext reactive;

  @BeforeAll
  void start(@TempDir Path folder) throws IOException {
    Path contract = folder.resolve("connectivity.yaml");
    Files.writeString(
        contract,
        "ports:\n  - {endpoint: '"
            + endpointOf(db)
            + "', state: listening}\n  - {endpoint: '"
            + endpointOf(queue)
            + "', state: listening}\n");
    servlet = application("servlet", contract);
    reactive = application("reactive", contract);
  }

  private ConfigurableApplicationContext application(String type, Path contract) {
    return new SpringApplication(Shop.class)
        .run(
            "--spring.main.web-application-type=" + type,
            "--spring.main.banner-mode=off",
            "--spring.jmx.enabled=false",
            "--server.port=0",
            "--server.address=127.0.0.1",
            "--management.endpoints.web.exposure.include=*",
            "--management.endpoint.health.show-details=always",
            "--directory.address=" + directory.host() + ":" + directory.port(),
            "--portprobe.endpoints.db.target=" + endpointOf(db),
            "--portprobe.endpoints.db.timeout=20s",
            "--portprobe.endpoints.queue.target=" + endpointOf(queue),
            "--portprobe.contract.location=" + contract.toUri(),
            "--portprobe.actuator.allowed-networks=" + (type.equals("servlet") ? "" : "127.0.0.1"));
  }

  @AfterAll
  void stop() {
    servlet.close();
    reactive.close();
    db.close();
    queue.close();
    directory.close();
  }

  private HttpResponse<String> get(String type, String path)
      throws IOException, InterruptedException {
    ConfigurableApplicationContext application = type.equals("servlet") ? servlet : reactive;
    String port = application.getEnvironment().getRequiredProperty("local.server.port");
    return http.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator" + path)).build(),
        BodyHandlers.ofString());
  }

  @SuppressWarnings("unchecked") // JSON objects
  private static Map<String, Object> json(HttpResponse<String> response) {
    return (Map<String, Object>)
        new Load(LoadSettings.builder().build()).loadFromString(response.body());
  }

  @ParameterizedTest
  @ValueSource(strings = {"servlet", "reactive"})
  void health_hasEachEndpoint(String type) throws Exception {
    HttpResponse<String> all = get(type, "/health/portprobe");
    HttpResponse<String> up = get(type, "/health/portprobe/db");
    HttpResponse<String> spoken = get(type, "/health/portprobe/directory");

    assertThat(all.statusCode()).isEqualTo(503);
    assertThat(json(all)).containsEntry("status", "DOWN");
    assertThat(all.body()).contains("REFUSED", endpointOf(queue).toString());
    assertThat(up.statusCode()).isEqualTo(200);
    assertThat(json(up)).containsEntry("status", "UP");
    assertThat(spoken.body()).contains("\"UP\"", "\"ldap\"", "\"COMPLETED\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"servlet", "reactive"})
  void contract_thatTheNetworkDoesNotMeet_isDownWithTheDifferences(String type) throws Exception {
    HttpResponse<String> contract = get(type, "/health/portprobeContract");

    assertThat(contract.statusCode()).isEqualTo(503);
    assertThat(contract.body())
        .contains("1 of 2 ports", "connectivity.yaml:3", endpointOf(queue).toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"servlet", "reactive"})
  void endpoint_listsAndProbesTheNamedPorts(String type) throws Exception {
    HttpResponse<String> list = get(type, "/portprobe");
    HttpResponse<String> one = get(type, "/portprobe/queue");

    assertThat(list.statusCode()).isEqualTo(200);
    assertThat(list.body())
        .contains("\"db\"", "\"queue\"", "\"directory\"", endpointOf(db).toString());
    assertThat(one.statusCode()).isEqualTo(200);
    assertThat(json(one))
        .containsEntry("state", "NOT_LISTENING")
        .containsEntry("reason", "REFUSED")
        .containsKey("attempts");
    assertThat(get(type, "/portprobe/other").statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"servlet", "reactive"})
  void metrics_areRecorded(String type) throws Exception {
    assertThat(get(type, "/portprobe/queue").statusCode()).isEqualTo(200);

    assertThat(get(type, "/metrics/portprobe.probes?tag=reason:refused").statusCode())
        .isEqualTo(200);
    assertThat(
            get(type, "/metrics/portprobe.state?tag=endpoint:" + encoded(endpointOf(queue)))
                .statusCode())
        .isEqualTo(200);
  }

  private static String encoded(Object value) {
    return URLEncoder.encode(value.toString(), StandardCharsets.UTF_8);
  }

  @Test
  void target_isForbiddenByDefault() throws Exception {
    HttpResponse<String> response = get("servlet", "/portprobe?target=" + encoded(endpointOf(db)));

    assertThat(response.statusCode()).isEqualTo(403);
    assertThat(response.body()).contains("portprobe.actuator.allowed-networks is not set");
  }

  @Test
  void target_inAnAllowedNetwork_isProbed_anotherIsForbidden() throws Exception {
    HttpResponse<String> allowed = get("reactive", "/portprobe?target=" + encoded(endpointOf(db)));
    HttpResponse<String> denied = get("reactive", "/portprobe?target=127.0.0.2:22");
    HttpResponse<String> invalid = get("reactive", "/portprobe?target=gopher");

    assertThat(allowed.statusCode()).isEqualTo(200);
    assertThat(json(allowed)).containsEntry("state", "LISTENING");
    assertThat(denied.statusCode()).isEqualTo(403);
    assertThat(denied.body()).contains("127.0.0.2");
    assertThat(invalid.statusCode()).isEqualTo(400);
  }
}
