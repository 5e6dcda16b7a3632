package io.portprobe.spring;

import io.portprobe.ProbeClient;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** The Actuator endpoint {@code portprobe}, if the application makes it available. */
@AutoConfiguration(after = PortprobeAutoConfiguration.class)
@ConditionalOnClass({WebEndpointResponse.class, ConditionalOnAvailableEndpoint.class})
@ConditionalOnBean(NamedProbes.class)
@ConditionalOnAvailableEndpoint(endpoint = PortprobeEndpoint.class)
class PortprobeEndpointAutoConfiguration {
  @Bean(destroyMethod = "close")
  @ConditionalOnMissingBean
  PortprobeEndpoint portprobeEndpoint(
      ProbeClient client, NamedProbes probes, PortprobeProperties properties) {
    return new PortprobeEndpoint(client, probes, properties.actuator().allowedNetworks());
  }
}
