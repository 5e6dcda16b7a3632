package io.portprobe.spring;

import io.portprobe.NameResolver;
import io.portprobe.PortProbe;
import io.portprobe.ProbeClient;
import io.portprobe.ProbeClientBuilder;
import io.portprobe.ProbeListener;
import io.portprobe.TargetPolicy;
import io.portprobe.spi.Protocol;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of a {@link ProbeClient} that the context closes. An application that defines
 * a bean of this type replaces the client.
 *
 * <p>The client has the settings of {@link PortprobeProperties}, every bean of type {@link
 * Protocol} and {@link ProbeListener}, the bean of type {@link NameResolver} and of type {@link
 * TargetPolicy} if there is exactly one, and the settings of {@link ProbeClientCustomizer} beans.
 */
@AutoConfiguration
@ConditionalOnProperty(name = "portprobe.enabled", matchIfMissing = true)
@EnableConfigurationProperties(PortprobeProperties.class)
public class PortprobeAutoConfiguration {
  /** Creates the configuration. Called by Spring. */
  public PortprobeAutoConfiguration() {}

  /**
   * Creates the client.
   *
   * @param properties the settings
   * @param protocols additional protocols
   * @param listeners receive every probe of the client
   * @param resolver the name resolver
   * @param policy decides which addresses may be probed
   * @param customizers change the settings last
   * @return a new client, closed with the context
   * @throws IllegalArgumentException if a property is out of range; the message names it
   */
  @Bean(destroyMethod = "close")
  @ConditionalOnMissingBean
  ProbeClient probeClient(
      PortprobeProperties properties,
      ObjectProvider<Protocol> protocols,
      ObjectProvider<ProbeListener> listeners,
      ObjectProvider<NameResolver> resolver,
      ObjectProvider<TargetPolicy> policy,
      ObjectProvider<ProbeClientCustomizer> customizers) {
    ProbeClientBuilder builder =
        ProbeClient.builder()
            .timeout(properties.timeout())
            .window(properties.window())
            .eventLoops(properties.eventLoops())
            .ioMode(properties.ioMode());
    protocols.orderedStream().forEach(builder::protocol);
    listeners.orderedStream().forEach(builder::listener);
    resolver.ifUnique(builder::resolver);
    policy.ifUnique(builder::targetPolicy);
    customizers.orderedStream().forEach(customizer -> customizer.customize(builder));
    return builder.build();
  }

  /** Creates the probes that have a name, of the properties and of the beans. */
  @Bean
  NamedProbes portprobeNamedProbes(
      ProbeClient client, PortprobeProperties properties, ListableBeanFactory beans) {
    return NamedProbes.of(client, properties.endpoints(), beans.getBeansOfType(PortProbe.class));
  }
}
