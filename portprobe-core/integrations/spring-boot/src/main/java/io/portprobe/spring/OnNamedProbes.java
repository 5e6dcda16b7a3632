package io.portprobe.spring;

import io.portprobe.PortProbe;
import java.util.Map;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.ConfigurationCondition;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Matches if a property or a bean defines a probe with a name; see {@link NamedProbes}. */
final class OnNamedProbes extends SpringBootCondition implements ConfigurationCondition {
  private static final Bindable<Map<String, Object>> TARGETS =
      Bindable.mapOf(String.class, Object.class);

  @Override
  public ConfigurationPhase getConfigurationPhase() {
    return ConfigurationPhase.REGISTER_BEAN;
  }

  @Override
  public ConditionOutcome getMatchOutcome(
      ConditionContext context, AnnotatedTypeMetadata metadata) {
    boolean properties =
        Binder.get(context.getEnvironment()).bind("portprobe.endpoints", TARGETS).isBound();
    boolean beans =
        context.getBeanFactory() != null
            && context.getBeanFactory().getBeanNamesForType(PortProbe.class, true, false).length
                > 0;
    return new ConditionOutcome(
        properties || beans,
        ConditionMessage.forCondition("portprobe endpoints")
            .because(properties || beans ? "an endpoint is defined" : "no endpoint is defined"));
  }
}
