package io.portprobe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portprobe.faultkit.TcpPeer;
import io.portprobe.scan.HostSet;
import io.portprobe.scan.ScanResult;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Other forms of a denied address, policies that fail, and policies that block. */
class TargetPolicyFormsTest {
  private static final TargetPolicy NO_LOOPBACK = TargetPolicy.deny("127.0.0.0/8");

  /** A way in which the policy of a caller can fail. */
  enum Failure {
    EXCEPTION,
    ERROR,
    CHECKED,
    NULL;

    Optional<String> fail() {
      switch (this) {
        case EXCEPTION -> throw new IllegalStateException("no rules\nforged line");
        case ERROR -> throw new NoClassDefFoundError("no rules");
        case CHECKED -> sneak(new Exception("no rules"));
        default -> {
          return null;
        }
      }
      throw new AssertionError();
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void sneak(Throwable checked) throws T {
      throw (T) checked;
    }
  }

  private static InetAddress mappedLoopback() throws UnknownHostException {
    byte[] mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, 127, 0, 0, 1};
    return Inet6Address.getByAddress("evil.test", mapped, 0);
  }

  private static NameResolver resolving(InetAddress... addresses) {
    return host -> CompletableFuture.completedFuture(List.of(addresses));
  }

  private static ScanResult scan(ProbeClient client, String host, int port) {
    return client
        .scan()
        .hosts(HostSet.of(host))
        .tcp(String.valueOf(port))
        .timeout(Duration.ofMillis(300))
        .collect()
        .join()
        .results()
        .get(0);
  }

  private static void assertDenied(ProbeClient client, String host, TcpPeer peer) {
    assertThatThrownBy(
            () -> client.tcp(host, peer.port()).timeout(Duration.ofMillis(300)).state().join())
        .as(host)
        .cause()
        .isInstanceOf(TargetDeniedException.class);
    assertThat(scan(client, host, peer.port()).failure())
        .as("scan of " + host)
        .containsInstanceOf(TargetDeniedException.class);
    assertThat(peer.connections()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::", "[::]", "0:0:0:0:0:0:0:0", "::ffff:127.0.0.1", "::%1"})
  void denialOfLoopback_deniesEveryForm(String host) {
    try (TcpPeer peer = TcpPeer.silent();
        ProbeClient ipv4 = ProbeClient.builder().targetPolicy(NO_LOOPBACK).build();
        ProbeClient custom =
            ProbeClient.builder()
                .targetPolicy(
                    (transport, address) ->
                        address.getAddress().isLoopbackAddress()
                            ? Optional.of("is loopback")
                            : Optional.empty())
                .build()) {
      assertDenied(ipv4, host, peer);
      assertDenied(custom, host, peer);
    }
  }

  @Test
  void denialOfIpv6Loopback_deniesUnspecifiedAddresses() {
    try (TcpPeer peer = TcpPeer.silent();
        ProbeClient client = ProbeClient.builder().targetPolicy(TargetPolicy.deny("::1")).build()) {
      assertDenied(client, "0.0.0.0", peer);
      assertDenied(client, "::", peer);
    }
  }

  @Test
  void mappedAddressOfAResolver_isTheIpv4Address() throws Exception {
    try (TcpPeer peer = TcpPeer.silent();
        ProbeClient denying =
            ProbeClient.builder()
                .resolver(resolving(mappedLoopback()))
                .targetPolicy(TargetPolicy.allow("::/0", "192.0.2.0/24"))
                .build();
        ProbeClient allowing =
            ProbeClient.builder()
                .resolver(resolving(mappedLoopback()))
                .targetPolicy(TargetPolicy.allow("127.0.0.0/8"))
                .build()) {
      assertDenied(denying, "evil.test", peer);

      ProbeReport report = allowing.tcp("evil.test", peer.port()).report().join();
      assertThat(report.attempts().get(0).remote().getAddress())
          .isEqualTo(InetAddress.getByName("127.0.0.1"));
      assertThat(report.addresses()).containsExactly(InetAddress.getByName("127.0.0.1"));
    }
  }

  @Tag("slow")
  @Test
  void linkLocalAddressWithoutZone_isDeniedBeforeItsZoneIsMissed() throws Exception {
    NameResolver scoped = resolving(InetAddress.getByName("fe80::ffff:1"));
    try (ProbeClient denying =
            ProbeClient.builder()
                .resolver(scoped)
                .targetPolicy(TargetPolicy.publicInternetOnly())
                .build();
        ProbeClient allowing = ProbeClient.builder().resolver(scoped).build()) {
      for (String host : List.of("scoped.test", "fe80::ffff:1")) {
        assertThatThrownBy(() -> denying.tcp(host, 9).state().join())
            .cause()
            .isInstanceOf(TargetDeniedException.class);
        assertThat(scan(denying, host, 9).failure())
            .containsInstanceOf(TargetDeniedException.class);
        // Whether this host has a zone that is plain depends on its interfaces.
        assertThat(scan(allowing, host, 9).failure().map(Throwable::getMessage).orElse(""))
            .doesNotContain("source address");
      }
    }
  }

  @Test
  void exclusion_hasEveryForm() throws Exception {
    try (TcpPeer peer = TcpPeer.silent();
        ProbeClient client = ProbeClient.builder().resolver(resolving(mappedLoopback())).build()) {
      for (String host : List.of("evil.test", "0.0.0.0", "::")) {
        ScanResult result =
            client
                .scan()
                .hosts(HostSet.of(host))
                .exclude(HostSet.of("127.0.0.0/8"))
                .tcp(String.valueOf(peer.port()))
                .collect()
                .join()
                .results()
                .get(0);
        assertThat(result.failure()).as(host).containsInstanceOf(TargetDeniedException.class);
        assertThat(result.evidence()).contains("is excluded from the scan");
      }
      assertThat(peer.connections()).isZero();
    }
  }

  @Test
  void allowList_embeddedIpv4Address_hasToBeAllowedToo() throws Exception {
    TargetPolicy translated = TargetPolicy.allow("64:ff9b::/96", "192.0.2.0/24");
    assertThat(denial(translated, "64:ff9b::c000:201")).isEmpty();
    assertThat(denial(translated, "64:ff9b::a00:1")).isPresent();
    assertThat(denial(TargetPolicy.deny("10.0.0.0/8"), "2002:a00:1::1")).isPresent();
    assertThat(denial(TargetPolicy.privateNetworks(), "fe80::5efe:808:808")).isPresent();
    assertThat(denial(TargetPolicy.privateNetworks(), "fe80::5efe:a00:1")).isEmpty();
    assertThat(denial(TargetPolicy.allow("127.0.0.1"), "0.0.0.0")).isEmpty();
  }

  /** A translator ignores the bits after the IPv4 address, so the owner of a name chooses them. */
  @ParameterizedTest
  @CsvSource({
    // allowed networks, address, whether each IPv4 address that it may reach is allowed
    "64:ff9b:1::/48 8.8.8.0/24, 64:ff9b:1::808:808, true",
    "64:ff9b:1::/48 8.8.8.0/24, 64:ff9b:1:a9fe:a9:fe00:808:808, false", // 169.254.169.254 of /48
    "64:ff9b:1::/48 8.8.8.0/24, 64:ff9b:1:7f:0:1:808:808, false", // 127.0.0.1 of /56
    "64:ff9b:1::/48 8.8.8.0/24, 64:ff9b:1:0:a:0:808:808, false", // 10.0.0.8 of /64
    "64:ff9b:1::/48 8.8.8.0/24, 64:ff9b:1::a00:1, false",
    "64:ff9b:1::/48 8.8.8.0/24 10.0.0.0/8, 64:ff9b:1:0:a:0:808:808, true",
    "64:ff9b:1:7::/96 8.8.8.0/24, 64:ff9b:1:7::808:808, true", // the caller chose the prefix
    "64:ff9b:1:7::/96 8.8.8.0/24, 64:ff9b:1:7::a00:1, false",
    "64:ff9b:1:7::/64 8.8.8.0/24, 64:ff9b:1:7:a::808:808, false",
    "64:ff9b:1::/48, 64:ff9b:1::808:808, false",
    "::/0, 64:ff9b:1::808:808, false",
    "::/0 0.0.0.0/0, 64:ff9b:1:a9fe:a9:fe00:808:808, true",
  })
  void allowList_localNat64_eachPossibleIpv4AddressHasToBeAllowed(
      String networks, String address, boolean allowed) throws Exception {
    assertThat(denial(TargetPolicy.allow(networks.split(" ")), address).isEmpty())
        .isEqualTo(allowed);
  }

  private static Optional<String> denial(TargetPolicy policy, String address) throws Exception {
    return policy.denial(
        Transport.TCP, new java.net.InetSocketAddress(InetAddress.getByName(address), 80));
  }

  @Test
  void addressInAResolvedList_thatChangesLater_isNotUsed() throws Exception {
    AtomicInteger reads = new AtomicInteger();
    InetAddress allowed = InetAddress.getByName("192.0.2.1");
    InetAddress denied = InetAddress.getByName("127.0.0.1");
    List<InetAddress> changing =
        new java.util.AbstractList<>() {
          @Override
          public InetAddress get(int index) {
            return reads.getAndIncrement() == 0 ? allowed : denied;
          }

          @Override
          public int size() {
            return 1;
          }
        };
    try (ProbeClient client =
        ProbeClient.builder()
            .resolver(host -> CompletableFuture.completedFuture(changing))
            .targetPolicy(TargetPolicy.deny("192.0.2.1"))
            .build()) {
      assertThatThrownBy(() -> client.tcp("changing.test", 1).state().join())
          .cause()
          .isInstanceOf(TargetDeniedException.class)
          .hasMessageContaining("192.0.2.1 is in a denied network");
      assertThat(reads).hasValue(1);
    }
  }

  @Test
  void nameThatResolvesToALoopbackAddressLater_isJudgedByTheAddressThatIsDialled() {
    AtomicInteger resolutions = new AtomicInteger();
    InetAddress allowed = new java.net.InetSocketAddress("127.0.0.1", 0).getAddress();
    InetAddress denied = new java.net.InetSocketAddress("127.0.0.2", 0).getAddress();
    NameResolver rebinding =
        host ->
            CompletableFuture.completedFuture(
                List.of(resolutions.getAndIncrement() == 0 ? allowed : denied));
    try (TcpPeer first = TcpPeer.at(allowed, 0).silent();
        TcpPeer second = TcpPeer.at(denied, first.port()).silent();
        ProbeClient client =
            ProbeClient.builder()
                .resolver(rebinding)
                .targetPolicy(TargetPolicy.allow("127.0.0.1"))
                .build()) {
      assertThat(client.tcp("rebind.test", first.port()).state().join())
          .isEqualTo(PortState.LISTENING);
      assertThat(resolutions).as("resolved once for policy and connection").hasValue(1);

      assertDenied(client, "rebind.test", second);
    }
  }

  @ParameterizedTest
  @EnumSource
  void policyThatFails_denies(Failure failure) {
    try (TcpPeer peer = TcpPeer.silent();
        ProbeClient client =
            ProbeClient.builder().targetPolicy((transport, address) -> failure.fail()).build()) {
      assertDenied(client, "127.0.0.1", peer);
      assertThat(scan(client, "127.0.0.1", peer.port()).evidence())
          .contains("is denied: the target policy")
          .doesNotContain("\n");
    }
  }

  @Test
  void policyThatBlocks_deniesAtTheDeadline_andDelaysNoOtherProbe() {
    try (TcpPeer peer = TcpPeer.silent();
        BlockingPolicy policy = new BlockingPolicy(1);
        ProbeClient client = ProbeClient.builder().eventLoops(1).targetPolicy(policy).build()) {
      CompletableFuture<PortState> blocked =
          client.tcp("127.0.0.1", 1).timeout(Duration.ofMillis(300)).state();

      assertThat(client.tcp("127.0.0.1", peer.port()).state().join())
          .isEqualTo(PortState.LISTENING);
      assertThat(blocked)
          .failsWithin(Duration.ofSeconds(5))
          .withThrowableThat()
          .withCauseInstanceOf(TargetDeniedException.class)
          .withMessageContaining("the target policy did not return within 300.0 ms");
      assertThat(policy.interrupted(1)).isTrue();
    }
  }

  @Test
  void policyThatBlocksInAScan_deniesItsPortOnly() {
    try (TcpPeer peer = TcpPeer.silent();
        BlockingPolicy policy = new BlockingPolicy(1);
        ProbeClient client = ProbeClient.builder().targetPolicy(policy).build()) {
      List<ScanResult> results =
          client
              .scan()
              .hosts(HostSet.of("127.0.0.1"))
              .tcp("1," + peer.port())
              .timeout(Duration.ofMillis(200))
              .collect()
              .join()
              .results();

      assertThat(results).hasSize(2);
      for (ScanResult result : results) {
        if (result.port() == 1) {
          assertThat(result.failure()).containsInstanceOf(TargetDeniedException.class);
          assertThat(result.evidence()).contains("did not return within 0.20 s");
        } else {
          assertThat(result.state()).contains(PortState.LISTENING);
        }
      }
    }
  }

  @Test
  void stopOfAScan_interruptsABlockedPolicy() {
    try (BlockingPolicy policy = new BlockingPolicy(1);
        ProbeClient client = ProbeClient.builder().targetPolicy(policy).build()) {
      var run =
          client
              .scan()
              .hosts(HostSet.of("127.0.0.1"))
              .tcp("1")
              .timeout(Duration.ofSeconds(30))
              .start(result -> {});
      assertThat(policy.called()).isTrue();

      run.stop();

      assertThat(run.summary()).succeedsWithin(Duration.ofSeconds(5));
      assertThat(policy.interrupted(1)).isTrue();
    }
  }
}
