package io.portprobe.internal.identify;

import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Finding;
import io.portprobe.spi.Step;
import io.portprobe.spi.TlsFailure;
import io.portprobe.spi.TlsInfo;
import io.portprobe.spi.TlsSettings;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The dialogue of one candidate: a plug-in that throws or returns null only loses its own turn.
 * Confined to the event loop.
 */
final class GuardedDialogue {
  private final Candidate candidate;
  private final PlugInFailures failures;
  private @Nullable Dialogue dialogue;

  GuardedDialogue(Candidate candidate, DialogueContext context, PlugInFailures failures) {
    this.candidate = candidate;
    this.failures = failures;
    try {
      dialogue = candidate.protocol().open(context);
    } catch (Throwable e) { // options of the caller that this protocol rejects, or a defect
      failures.add(candidate.name(), "open", e);
    }
  }

  Candidate candidate() {
    return candidate;
  }

  Step start() {
    return call("start", Dialogue::start);
  }

  Step received(ByteBuffer bytes) {
    return call("received", open -> open.received(bytes.asReadOnlyBuffer()));
  }

  Step closed() {
    return call("closed", Dialogue::closed);
  }

  Step silent() {
    return call("silent", Dialogue::silent);
  }

  Step secured(TlsInfo tls) {
    return call("secured", open -> open.secured(tls));
  }

  Step tlsFailed(TlsFailure failure) {
    return call("tlsFailed", open -> open.tlsFailed(failure));
  }

  Step connected() {
    return call("connected", Dialogue::connected);
  }

  TlsSettings tlsSettings() {
    return guarded("tlsSettings", Dialogue::tlsSettings).orElseGet(TlsSettings::defaults);
  }

  Optional<Finding> partial() {
    return guarded("partial", Dialogue::partial).flatMap(partial -> partial);
  }

  private Step call(String method, Function<Dialogue, @Nullable Step> call) {
    return guarded(method, call)
        .orElseGet(() -> Step.mismatch("the protocol '" + candidate.name() + "' failed"));
  }

  private <T> Optional<T> guarded(String method, Function<Dialogue, @Nullable T> call) {
    Dialogue open = dialogue;
    if (open == null) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(call.apply(open));
    } catch (Throwable e) { // a plug-in may throw anything; only its turn ends
      failures.add(candidate.name(), method, e);
      dialogue = null;
      return Optional.empty();
    }
  }
}
