package io.portprobe.spring;

import static io.portprobe.testing.PeerEndpoints.endpointOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.portprobe.Endpoint;
import io.portprobe.NameResolver;
import io.portprobe.PortProbe;
import io.portprobe.ProbeClient;
import io.portprobe.ProbeListener;
import io.portprobe.TargetDeniedException;
import io.portprobe.TargetPolicy;
import io.portprobe.faultkit.ScriptedResolver;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.micrometer.ProbeMetrics;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.Protocols;
import io.portprobe.testing.junit.Fault;
import io.portprobe.testing.junit.Faulty;
import io.portprobe.testing.junit.PortprobeExtension;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringBootVersion;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.ImportSelector;
import org.springframework.core.type.AnnotationMetadata;

@ExtendWith(PortprobeExtension.class)
class AutoConfigurationTest {
  /** Discovers the auto-configurations as an application does. */
  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Application {}

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner().withUserConfiguration(Application.class);

  @Test
  void tests_runOnTheIntendedSpringBoot() {
    assertThat(SpringBootVersion.getVersion()).isEqualTo(System.getProperty("test.spring-boot"));
  }

  @Test
  void client_hasThePropertiesAndIsClosedWithTheContext(@Faulty(Fault.SILENT) TcpPeer db) {
    ProbeClient[] client = new ProbeClient[1];
    runner
        .withPropertyValues("portprobe.window=7", "portprobe.io-mode=nio", "portprobe.timeout=20s")
        .run(
            context -> {
              client[0] = context.getBean(ProbeClient.class);
              assertThat(client[0].window()).isEqualTo(7);
              assertThat(client[0].probe(endpointOf(db)).state()).succeedsWithin(ofTwentySeconds());
              assertThat(context).doesNotHaveBean("portprobeHealthContributor");
            });
    assertThat(client[0].probe(endpointOf(db)).state()).isCompletedExceptionally();
  }

  private static Duration ofTwentySeconds() {
    return Duration.ofSeconds(20);
  }

  @Test
  void client_hasTheBeansOfTheApplication(@Faulty(Fault.SILENT) TcpPeer db) {
    List<Endpoint> probed = new CopyOnWriteArrayList<>();
    InetAddress address = db.address().getAddress();
    runner
        .withBean(
            "log",
            ProbeListener.class,
            () ->
                new ProbeListener() {
                  @Override
                  public void started(Endpoint endpoint) {
                    probed.add(endpoint);
                  }
                })
        .withBean(
            NameResolver.class, () -> new ScriptedResolver().resolving("db", address)::resolve)
        .withBean(Protocol.class, () -> Protocols.banner("greeting", 2525, "220 .*"))
        .withBean(ProbeClientCustomizer.class, () -> builder -> builder.window(3))
        .run(
            context -> {
              ProbeClient client = context.getBean(ProbeClient.class);
              client.tcp("db", db.port()).state().join();
              assertThat(probed).containsExactly(Endpoint.tcp("db", db.port()));
              assertThat(client.protocols()).contains("greeting");
              assertThat(client.window()).isEqualTo(3);
            });
  }

  @Test
  void targetPolicy_ofTheApplication_isUsed(@Faulty(Fault.SILENT) TcpPeer db) {
    runner
        .withBean(TargetPolicy.class, () -> TargetPolicy.allow("192.0.2.0/24"))
        .run(
            context -> {
              CompletableFuture<?> state =
                  context.getBean(ProbeClient.class).probe(endpointOf(db)).state();
              assertThat(state)
                  .failsWithin(ofTwentySeconds())
                  .withThrowableOfType(ExecutionException.class)
                  .withCauseInstanceOf(TargetDeniedException.class);
            });
  }

  @Test
  void client_ofTheApplication_replacesOurs(ProbeClient own) {
    runner
        .withBean(ProbeClient.class, () -> own, definition -> definition.setDestroyMethodName(""))
        .run(context -> assertThat(context.getBean(ProbeClient.class)).isSameAs(own));
  }

  @Test
  void disabled_hasNoBean() {
    runner
        .withPropertyValues("portprobe.enabled=false", "portprobe.endpoints.db.target=db:5432")
        .run(
            context -> {
              assertThat(context).doesNotHaveBean(ProbeClient.class);
              assertThat(context).doesNotHaveBean(ProbeMetrics.class);
              assertThat(context).doesNotHaveBean("portprobeHealthContributor");
            });
  }

  @Test
  void invalidProperty_isNamed() {
    runner
        .withPropertyValues("portprobe.endpoints.db.target=db")
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .hasStackTraceContaining("portprobe.endpoints.db: ")
                    .hasStackTraceContaining("'db'"));
    runner
        .withPropertyValues("portprobe.window=0")
        .run(
            context ->
                assertThat(context).getFailure().hasStackTraceContaining("window: 0 (expected: "));
  }

  @Test
  void missingContractFile_failsTheStart() {
    runner
        .withPropertyValues("portprobe.contract.location=classpath:missing.yaml")
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .hasStackTraceContaining("portprobe.contract.location: reading"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"io.portprobe.testing", "org.snakeyaml"})
  void contract_withoutALibraryThatReadsIt_failsTheStart(String missing) {
    runner
        .withClassLoader(new FilteredClassLoader(missing))
        .withPropertyValues("portprobe.contract.location=classpath:connectivity.yaml")
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .hasStackTraceContaining(
                        "portprobe.contract.location: class path resource [connectivity.yaml]"
                            + " (expected: io.portprobe:portprobe-testing and"));
  }

  @Test
  void absentContractLibrary_isNotLogged() {
    String output =
        outputOf(
            () ->
                runner
                    .withClassLoader(new FilteredClassLoader("io.portprobe.testing"))
                    .withPropertyValues("portprobe.endpoints.db.target=db:5432")
                    .run(context -> assertThat(context).hasBean("portprobeHealthContributor")));
    assertThat(output).doesNotContain("NetworkContract");
  }

  /** Returns what the action prints; the OutputCaptureExtension of Boot 4 needs JUnit 6. */
  private static String outputOf(Runnable action) {
    PrintStream before = System.out;
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    System.setOut(new PrintStream(written, true, StandardCharsets.UTF_8));
    try {
      action.run();
    } finally {
      System.setOut(before);
    }
    return written.toString(StandardCharsets.UTF_8);
  }

  @Test
  void probeBean_hasAHealthContributor(ProbeClient client) {
    runner
        .withBean("db", PortProbe.class, () -> client.tcp("db", 5432))
        .run(context -> assertThat(context).hasBean("portprobeHealthContributor"));
  }

  @Test
  void health_canBeDisabled() {
    runner
        .withPropertyValues(
            "portprobe.endpoints.db.target=db:5432", "management.health.portprobe.enabled=false")
        .run(
            context -> {
              assertThat(context).doesNotHaveBean("portprobeHealthContributor");
              assertThat(context).hasSingleBean(ProbeMetrics.class);
            });
  }

  @Test
  void actuatorEndpoint_isAbsentUnlessExposed() {
    runner.run(context -> assertThat(context).doesNotHaveBean(PortprobeEndpoint.class));
    runner
        .withPropertyValues(
            "management.endpoints.web.exposure.include=portprobe",
            "portprobe.actuator.allowed-networks=10.0.0.0/33")
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .hasStackTraceContaining("portprobe.actuator.allowed-networks: "));
  }

  @Test
  void metrics_trackTheEndpoints(@Faulty(Fault.SILENT) TcpPeer db) {
    MeterRegistry registry = new SimpleMeterRegistry();
    runner
        .withPropertyValues("portprobe.endpoints.db.target=" + endpointOf(db))
        .run(
            context -> {
              context.getBean(ProbeMetrics.class).bindTo(registry);
              context.getBean(ProbeClient.class).probe(endpointOf(db)).state().join();
              assertThat(
                      registry
                          .get("portprobe.state")
                          .tags("endpoint", endpointOf(db).toString(), "state", "listening")
                          .gauge()
                          .value())
                  .isEqualTo(1);
            });
  }

  /** Imports our auto-configurations by name, without those of Spring Boot. */
  @Configuration(proxyBeanMethods = false)
  @Import(OurNames.class)
  static class OnlyOurs {}

  static final class OurNames implements ImportSelector {
    @Override
    public String[] selectImports(AnnotationMetadata metadata) {
      return ImportCandidates.load(AutoConfiguration.class, getClass().getClassLoader())
          .getCandidates()
          .stream()
          .filter(name -> name.startsWith("io.portprobe."))
          .toArray(String[]::new);
    }
  }

  @Test
  void otherLibraries_areNotNeeded() {
    new ApplicationContextRunner()
        .withUserConfiguration(OnlyOurs.class)
        .withClassLoader(
            new FilteredClassLoader(
                "io.micrometer",
                "io.portprobe.micrometer",
                "io.portprobe.testing",
                "org.springframework.boot.actuate",
                "org.springframework.boot.health",
                "reactor"))
        .withPropertyValues("portprobe.endpoints.db.target=db:5432")
        .run(
            context -> {
              assertThat(context).hasNotFailed();
              assertThat(context).hasSingleBean(ProbeClient.class);
            });
  }
}
