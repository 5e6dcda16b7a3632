package io.portprobe.spring;

import io.portprobe.PortProbe;
import io.portprobe.ProbeClient;
import io.portprobe.testing.contract.NetworkContract;
import org.springframework.boot.actuate.autoconfigure.health.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.actuate.health.CompositeHealthContributor;
import org.springframework.boot.actuate.health.CompositeReactiveHealthContributor;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthContributor;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.ReactiveHealthContributor;
import org.springframework.boot.actuate.health.ReactiveHealthIndicator;
import org.springframework.boot.actuate.health.Status;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Health contributors for Spring Boot 3.5. */
@AutoConfiguration(after = PortprobeAutoConfiguration.class)
@ConditionalOnClass({HealthContributor.class, ConditionalOnEnabledHealthIndicator.class})
@ConditionalOnBean(NamedProbes.class)
@ConditionalOnEnabledHealthIndicator("portprobe")
class Boot3HealthAutoConfiguration {
  private static Health health(PortHealth port) {
    Health.Builder health =
        Health.status(new Status(port.verdict().name())).withDetails(port.details());
    port.failure().ifPresent(health::withException);
    return health.build();
  }

  /** Contributors that block, for all applications except reactive web applications. */
  @Configuration(proxyBeanMethods = false)
  @Conditional(NotReactive.class)
  static class Blocking {
    @Bean
    @Conditional(OnNamedProbes.class)
    @ConditionalOnMissingBean(name = "portprobeHealthContributor")
    HealthContributor portprobeHealthContributor(NamedProbes probes) {
      return CompositeHealthContributor.fromMap(probes.byName(), Blocking::indicator);
    }

    private static HealthIndicator indicator(PortProbe probe) {
      return () -> health(PortHealth.await(probe));
    }
  }

  /** The contributor of the contract file that blocks. */
  @Configuration(proxyBeanMethods = false)
  @Conditional(NotReactive.class)
  @ConditionalOnClass(NetworkContract.class)
  @ConditionalOnProperty("portprobe.contract.location")
  static class BlockingContract {
    @Bean
    @ConditionalOnMissingBean(name = "portprobeContractHealthIndicator")
    HealthIndicator portprobeContractHealthIndicator(
        ProbeClient client, PortprobeProperties properties) {
      ContractHealth contract = ContractHealth.of(client, properties.contract());
      return () -> health(contract.await());
    }
  }

  /** Contributors that do not block. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
  @ConditionalOnClass(Mono.class)
  static class Reactive {
    @Bean
    @Conditional(OnNamedProbes.class)
    @ConditionalOnMissingBean(name = "portprobeHealthContributor")
    ReactiveHealthContributor portprobeHealthContributor(NamedProbes probes) {
      return CompositeReactiveHealthContributor.fromMap(probes.byName(), Reactive::indicator);
    }

    private static ReactiveHealthIndicator indicator(PortProbe probe) {
      return () ->
          Mono.fromFuture(probe::report)
              .map(PortHealth::of)
              .onErrorResume(failure -> Mono.just(PortHealth.of(probe.endpoint(), failure)))
              .map(Boot3HealthAutoConfiguration::health);
    }
  }

  /** The contributor of the contract file that does not block. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
  @ConditionalOnClass({Mono.class, NetworkContract.class})
  @ConditionalOnProperty("portprobe.contract.location")
  static class ReactiveContract {
    @Bean
    @ConditionalOnMissingBean(name = "portprobeContractHealthIndicator")
    ReactiveHealthIndicator portprobeContractHealthIndicator(
        ProbeClient client, PortprobeProperties properties) {
      ContractHealth contract = ContractHealth.of(client, properties.contract());
      return () ->
          Mono.fromCallable(contract::await)
              .subscribeOn(Schedulers.boundedElastic())
              .map(Boot3HealthAutoConfiguration::health);
    }
  }
}
