package io.portprobe.testing.contract;

import static io.portprobe.testing.PeerEndpoints.endpointOf;
import static io.portprobe.testing.contract.NetworkAssert.assertThatNetwork;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portprobe.AddressSelection;
import io.portprobe.Endpoint;
import io.portprobe.PortState;
import io.portprobe.UnresolvedTargetException;
import io.portprobe.faultkit.Loopback;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.faultkit.UdpPeer;
import io.portprobe.testing.contract.ContractDetails.Severity;
import io.portprobe.testing.contract.ContractRow.Verdict;
import io.portprobe.testing.junit.ConnectivityTestFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

class ContractCheckTest extends ContractCheckFixture {
  @Test
  @DisplayName("A report has one row for each line, with the verdict and what was seen")
  void rows() {
    List<ContractRow> streamed = Collections.synchronizedList(new ArrayList<>());
    try (TcpPeer open = TcpPeer.silent();
        TcpPeer closed = TcpPeer.refusing()) {
      ContractDetails optional = ContractDetails.none().withSeverity(Severity.OPTIONAL);
      NetworkContract contract =
          NetworkContract.of(
                  listening(endpointOf(open)),
                  listening(endpointOf(closed)),
                  listening(endpointOf(closed)).withDetails(optional.withOwner("web")),
                  listening(Endpoint.tcp("no.example", 80)),
                  listening(Endpoint.tcp("no.example", 80)).withDetails(optional))
              .withNames(List.of(NameEntry.resolving(PAIR), NameEntry.resolving("no.example")));

      ContractReport report = ContractCheck.of(client).onRow(streamed::add).check(contract).join();

      assertThat(report.rows())
          .extracting(ContractRow::verdict)
          .containsExactly(
              Verdict.MET,
              Verdict.UNMET,
              Verdict.MET,
              Verdict.UNMET,
              Verdict.OPTIONAL_UNMET,
              Verdict.FAILED,
              Verdict.OPTIONAL_UNMET);
      assertThat(streamed).isEqualTo(report.rows());
      assertThat(report.isMet()).isFalse();
      assertThat(report.count(Verdict.OPTIONAL_UNMET)).isEqualTo(2);
      assertThat(report).hasToString("2 of 7 lines met");
      ContractRow met = report.rows().get(2);
      assertThat(met.report().orElseThrow().state()).isEqualTo(PortState.LISTENING);
      assertThat(met.message()).isEmpty();
      ContractRow unmet = report.rows().get(3);
      assertThat(texts(unmet)).containsExactly("state: expected listening | seen NOT LISTENING");
      assertThat(unmet.message()).contains("to be listening, but it is NOT LISTENING (refused)");
      assertThat(report.rows().get(5).failure())
          .get()
          .isInstanceOf(UnresolvedTargetException.class);
      assertThat(report.rows().get(0).addresses())
          .containsExactly(Loopback.ipv4(), Loopback.otherIpv4());
    }
  }

  @Test
  @DisplayName("A row and a report are JSON with the report of the probe")
  void json() {
    try (TcpPeer closed = TcpPeer.refusing()) {
      ContractReport report =
          ContractCheck.of(client)
              .check(
                  NetworkContract.of(
                      listening(endpointOf(closed))
                          .withDetails(ContractDetails.none().withTags("web").withOwner("ops"))))
              .join();

      assertThat(report.rows().get(0).toJson())
          .contains(
              "\"subject\":\"" + endpointOf(closed) + "\"",
              "\"verdict\":\"UNMET\"",
              "\"tags\":[\"web\"]",
              "\"owner\":\"ops\"",
              "{\"what\":\"state\",\"expected\":\"listening\",\"seen\":\"NOT LISTENING\"}",
              "\"report\":{\"state\":\"NOT_LISTENING\"")
          .doesNotContain("\n");
      assertThat(report.toJson()).contains("\"met\":false", "\"UNMET\":1", "\"rows\":[{");
    }
  }

  @Test
  @DisplayName("Every address counts if the line says so, and only one family if it says that")
  void addresses() {
    try (TcpPeer open = TcpPeer.silent();
        TcpPeer closed = TcpPeer.at(Loopback.otherIpv4(), open.port()).refusing()) {
      assertThat(closed.port()).isEqualTo(open.port());
      ContractEntry pair = listening(Endpoint.tcp(PAIR, open.port()));

      assertThat(row(pair).verdict()).isEqualTo(Verdict.MET);
      ContractRow all = row(pair.withProbe(ContractProbe.standard().onAllAddresses()));
      assertThat(texts(all))
          .containsExactly(
              "state: expected listening | seen LISTENING on 127.0.0.1, NOT LISTENING on"
                  + " 127.0.0.2");
      ContractRow ipv6 =
          row(pair.withProbe(ContractProbe.standard().withAddresses(AddressSelection.IPV6)));
      assertThat(ipv6.verdict()).isEqualTo(Verdict.FAILED);
    }
  }

  @Test
  @DisplayName("A line that waits is met when the port opens")
  void waits() throws Exception {
    TcpPeer closed = TcpPeer.refusing();
    Endpoint endpoint = endpointOf(closed);
    ContractEntry entry =
        listening(endpoint).withProbe(ContractProbe.standard().waitingFor(ofSeconds(60)));

    CompletableFuture<ContractReport> report =
        ContractCheck.of(client).check(NetworkContract.of(entry));
    assertThat(report).isNotDone();
    closed.close();
    try (TcpPeer open = TcpPeer.at(Loopback.ipv4(), endpoint.port()).silent()) {
      assertThat(open.port()).isEqualTo(endpoint.port());
      assertThat(report.join().isMet()).isTrue();
    }
  }

  @Test
  @DisplayName("A line that waits keeps its last report when the time is over")
  void waitsUntilTheTimeout() {
    try (TcpPeer closed = TcpPeer.refusing()) {
      ContractRow row =
          row(
              listening(endpointOf(closed))
                  .withProbe(ContractProbe.standard().waitingFor(ofMillis(100))));
      assertThat(row.verdict()).isEqualTo(Verdict.UNMET);
      assertThat(row.report().orElseThrow().state()).isEqualTo(PortState.NOT_LISTENING);
    }
  }

  @Test
  @DisplayName("The timeout of a line takes precedence over that of the check")
  void timeout() {
    try (UdpPeer silent = UdpPeer.silent()) {
      ContractEntry entry =
          ContractEntry.of(endpointOf(silent), PortState.LISTENING_OR_FILTERED)
              .withProbe(ContractProbe.standard().withTimeout(ofSeconds(1)).withRetries(1));
      ContractReport report =
          ContractCheck.of(client).within(ofSeconds(60)).check(NetworkContract.of(entry)).join();

      assertThat(report.isMet()).isTrue();
      assertThat(report.rows().get(0).report().orElseThrow().earlierTries()).hasSize(1);
    }
  }

  @Test
  @DisplayName("A check selects the lines of its vantage point and tags")
  void selection() {
    try (TcpPeer closed = TcpPeer.refusing()) {
      ContractEntry any = ContractEntry.blocked(endpointOf(closed));
      NetworkContract contract =
          NetworkContract.of(
              any.withOrigin("all"),
              any.withOrigin("web").withDetails(ContractDetails.none().withVantages("web")),
              any.withOrigin("ops")
                  .withDetails(ContractDetails.none().withVantages("ops").withTags("db")));
      ContractCheck check = ContractCheck.of(client);

      ContractReport web = check.from("web").check(contract).join();
      assertThat(web.rows()).extracting(ContractRow::origin).containsExactly("all", "web");
      assertThat(web.skipped()).isEqualTo(1);
      assertThat(web.vantage()).contains("web");
      assertThat(check.from("ops").tagged("db").check(contract).join().rows())
          .extracting(ContractRow::origin)
          .containsExactly("ops");
      assertThatCode(() -> assertThatNetwork(client).from("ops").matches(contract))
          .doesNotThrowAnyException();
      assertThatThrownBy(() -> check.check(contract))
          .hasMessage("vantage: missing (expected: ops, web)");
      assertThatThrownBy(() -> check.from("wbe").check(contract))
          .hasMessage("vantage: 'wbe' (expected: ops, web)");
      assertThatThrownBy(() -> check.from("web").tagged("db").check(contract))
          .hasMessage(
              "tags: 'db' (expected: tags of lines for this vantage point; the contract has db)");
    }
  }

  @Test
  @DisplayName("Cancelling a check cancels its probes")
  void cancelled() {
    try (UdpPeer silent = UdpPeer.silent()) {
      CompletableFuture<ContractReport> report =
          ContractCheck.of(client)
              .check(
                  NetworkContract.of(
                      ContractEntry.of(endpointOf(silent), PortState.LISTENING_OR_FILTERED)));

      report.cancel(true);

      assertThat(report).isCancelled();
    }
  }

  @Test
  @DisplayName("An assertion ignores an optional line, and a JUnit test of it is aborted")
  void optional() {
    try (TcpPeer closed = TcpPeer.refusing()) {
      NetworkContract contract =
          NetworkContract.of(
              listening(endpointOf(closed))
                  .withDetails(ContractDetails.none().withSeverity(Severity.OPTIONAL)));

      assertThatCode(() -> assertThatNetwork(client).matches(contract)).doesNotThrowAnyException();
      DynamicTest test =
          ConnectivityTestFactory.of(ContractCheck.of(client), contract).findFirst().orElseThrow();
      assertThatThrownBy(() -> test.getExecutable().execute())
          .isInstanceOf(TestAbortedException.class)
          .hasMessageContaining("to be listening, but it is NOT LISTENING");
    }
  }

  @Test
  void tagsAndVantages_givenTwice_areOne() {
    ContractDetails details =
        ContractDetails.none().withTags("db", "db").withVantages("web", "web");

    assertThat(details.tags()).containsExactly("db");
    assertThat(details.vantages()).containsExactly("web");
  }
}
