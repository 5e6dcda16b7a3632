package io.portprobe.spring;

import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.NoneNestedConditions;

/** Matches all applications except reactive web applications. */
final class NotReactive extends NoneNestedConditions {
  NotReactive() {
    super(ConfigurationPhase.PARSE_CONFIGURATION);
  }

  /** The condition that must not match. */
  @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
  static final class ReactiveApplication {
    private ReactiveApplication() {}
  }
}
