package io.portprobe.spring;

import io.micrometer.core.instrument.MeterRegistry;
import io.portprobe.micrometer.ProbeMetrics;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * Metrics of the probes of the client. Spring Boot binds them to its registries, because {@link
 * ProbeMetrics} is a meter binder. The client gets them, because they are a listener.
 */
@AutoConfiguration(after = PortprobeAutoConfiguration.class)
@ConditionalOnClass({MeterRegistry.class, ProbeMetrics.class})
@ConditionalOnBean(NamedProbes.class)
class PortprobeMetricsAutoConfiguration {
  @Bean
  @ConditionalOnMissingBean
  ProbeMetrics portprobeMetrics() {
    return new ProbeMetrics();
  }

  /** The metrics are created before the client, and the named probes after it. */
  @Bean
  SmartInitializingSingleton portprobeMetricsTargets(ProbeMetrics metrics, NamedProbes probes) {
    return () -> metrics.track(probes.endpoints());
  }
}
