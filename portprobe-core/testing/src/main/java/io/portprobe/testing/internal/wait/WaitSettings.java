package io.portprobe.testing.internal.wait;

import io.portprobe.PortProbe;
import io.portprobe.internal.wait.Timeline;
import io.portprobe.internal.wait.WaitPlan;
import io.portprobe.testing.internal.expectation.AddressScope;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The settings of a wait. Immutable: each setter returns a changed copy.
 *
 * @param plan which ports are polled, and how
 * @param scope which addresses have to meet the expectation
 * @param label the caller's name for the wait
 */
public record WaitSettings(WaitPlan plan, AddressScope scope, Optional<String> label) {
  /** Returns the defaults for these ports. */
  public static WaitSettings of(List<PortProbe> probes, int required, Timeline timeline) {
    return new WaitSettings(
        WaitPlan.of(probes, required, timeline), AddressScope.ANY, Optional.empty());
  }

  /** Returns a copy with a changed plan. */
  public WaitSettings plan(UnaryOperator<WaitPlan> change) {
    return new WaitSettings(change.apply(plan), scope, label);
  }

  /** Returns a copy with a changed condition. */
  public WaitSettings condition(UnaryOperator<WaitPlan.Condition> change) {
    return plan(each -> each.condition(change.apply(each.condition())));
  }

  /** Returns a copy with another way to poll. */
  public WaitSettings polling(UnaryOperator<WaitPlan.Polling> change) {
    return plan(each -> each.polling(change.apply(each.polling())));
  }

  /** Returns a copy with another scope. */
  public WaitSettings scope(AddressScope changed) {
    return new WaitSettings(plan, changed, label);
  }

  /** Returns a copy with the caller's name for the wait. */
  public WaitSettings label(String name) {
    return new WaitSettings(plan, scope, Optional.of(name));
  }
}
