package io.portprobe.spring;

import io.portprobe.ProbeClientBuilder;

/**
 * A callback that changes the settings of the auto-configured client. Beans of this type are called
 * in their order ({@code @Order}), after the properties and all other beans were applied.
 *
 * <pre>{@code
 * @Bean
 * ProbeClientCustomizer sourceOfNames() {
 *   return builder -> builder.resolver(NameResolver.system());
 * }
 * }</pre>
 */
@FunctionalInterface
public interface ProbeClientCustomizer {
  /**
   * Changes the settings. Called once, while the context starts.
   *
   * @param builder the builder of the client
   */
  void customize(ProbeClientBuilder builder);
}
