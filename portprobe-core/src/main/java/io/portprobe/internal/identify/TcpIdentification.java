package io.portprobe.internal.identify;

import io.portprobe.Endpoint;
import io.portprobe.Transport;
import io.portprobe.identify.ServiceIdentity.Verdict;
import io.portprobe.internal.identify.Candidates.Recognition;
import io.portprobe.internal.identify.IdentifyPlan.Action;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Finding;
import io.portprobe.spi.ServiceFacts;
import io.portprobe.spi.Step;
import io.portprobe.spi.TlsFailure;
import io.portprobe.spi.TlsInfo;
import io.portprobe.spi.TlsSettings;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The identification of a TCP service: executes the actions of an {@link IdentifyPlan}, offers all
 * received bytes to all protocols, and runs the dialogue of the protocol that recognises them.
 * Confined to the event loop.
 */
final class TcpIdentification implements Dialogue {
  /** What happens on the current connection. */
  private enum State {
    LISTENING,
    /** A handshake of the identification. */
    HANDSHAKE,
    /** The dialogue of a candidate runs. */
    SPEAKING,
    /** A new connection is being made, for {@link #pending}. */
    CONNECTING
  }

  private static final Duration QUIET = Duration.ofMillis(500);

  private final DialogueContext context;
  private final Candidates candidates;
  private final HostControl control;
  private final IdentifyPlan plan;
  private final long timeoutNanos;
  private final CandidateDialogues dialogues;
  private final Recognitions recognitions;
  private final IdentityDraft draft;
  private final PeerBytes received = new PeerBytes();
  private final PeerBytes sent = new PeerBytes();

  private State state = State.LISTENING;
  private @Nullable ActiveDialogue active;
  private @Nullable Step firstStep;
  private @Nullable Action pending;
  private Duration handshakeEnd = Duration.ZERO;
  private Duration connectStarted = Duration.ZERO;
  private boolean echoed;

  /** Whether the protocol of the next request claims what was received. */
  private boolean claims;

  TcpIdentification(
      DialogueContext context,
      Candidates candidates,
      HostControl control,
      IdentifyPlan plan,
      Duration timeout) {
    this.context = context;
    this.candidates = candidates;
    this.control = control;
    this.plan = plan;
    this.timeoutNanos = timeout.toNanos();
    PlugInFailures failures = new PlugInFailures();
    this.dialogues = new CandidateDialogues(context, failures);
    this.recognitions = new Recognitions(candidates, port(), failures);
    this.draft = new IdentityDraft(Endpoint.tcp(context.host(), port()), failures);
    plan.latency(now());
  }

  private Duration now() {
    return Duration.ofNanos(Math.max(0, timeoutNanos - context.remaining().toNanos()));
  }

  private int port() {
    return context.peer().getPort();
  }

  private boolean isSecured() {
    return draft.tls() != null;
  }

  // What the core calls

  @Override
  public Step start() {
    return proceed();
  }

  @Override
  public TlsSettings tlsSettings() {
    ActiveDialogue speaking = active;
    TlsSettings offered = speaking != null ? speaking.dialogue().tlsSettings() : settingsOfPort();
    return offered.withTimeout(atLeast1Milli(handshakeEnd.minus(now())));
  }

  /** Returns what the first TLS protocol of the port offers, for example its ALPN. */
  private TlsSettings settingsOfPort() {
    return candidates.bound(Transport.TCP, port(), true).stream()
        .findFirst()
        .map(candidate -> dialogues.open(candidate, true).tlsSettings())
        .orElseGet(TlsSettings::defaults);
  }

  @Override
  public Step secured(TlsInfo info) {
    if (isInterrupted()) {
      return drive(resumed().secured(info));
    }
    draft.tls(info);
    plan.onSecured();
    measureLatency();
    Action next = pending;
    return next == null || next instanceof Action.Handshake ? proceed() : perform(next);
  }

  @Override
  public Step connected() {
    measureLatency();
    ActiveDialogue speaking = active;
    if (speaking != null && speaking.isReconnecting()) {
      return drive(resumed().connected());
    }
    return perform(Objects.requireNonNull(pending, "pending"));
  }

  @Override
  public Step tlsFailed(TlsFailure failure) {
    if (isInterrupted()) {
      return drive(resumed().tlsFailed(failure));
    }
    ByteBuffer bytes = failure.received();
    if (!bytes.hasRemaining()) {
      if (now().compareTo(handshakeEnd) < 0) {
        plan.onClosed(true);
      } else {
        plan.onNoResponse();
      }
      suspect();
      return proceed();
    }
    draft.onReceived(bytes);
    plan.onReceived();
    if (TlsRecord.beginsClientHello(bytes)) {
      return onEcho();
    }
    if (TlsRecord.begins(bytes)) {
      if (!isSecured()) {
        draft.tls(failure.tls());
      }
      draft.evidence("the peer speaks TLS: " + failure.reason());
      plan.onTlsRejected();
      return proceed();
    }
    draft.evidence("the response to a TLS ClientHello: ", bytes);
    offer(bytes);
    return proceed();
  }

  @Override
  public Step received(ByteBuffer bytes) {
    received.append(bytes);
    draft.onReceived(bytes);
    plan.onReceived();
    if (state == State.SPEAKING) {
      ActiveDialogue speaking = active();
      if (isEcho(speaking) && !echoed && !dialogues.varies(speaking.candidate(), draft.tls())) {
        return onEcho();
      }
      speaking.extend(progressEnd());
      return drive(speaking.dialogue().received(bytes));
    }
    offer(received.buffer());
    if (recognitions.untried() == 1) {
      return onGreetingEnd();
    }
    if (received.isFull()) {
      return onGreetingEnd();
    }
    return await(QUIET);
  }

  @Override
  public Step silent() {
    if (state == State.SPEAKING) {
      ActiveDialogue speaking = active();
      if (speaking.isOverdue(now())) {
        if (received.size() == 0) {
          plan.onNoResponse();
        }
        return onNoProgress(speaking);
      }
      speaking.onSilence();
      return drive(speaking.dialogue().silent());
    }
    if (received.size() > 0) {
      return onGreetingEnd();
    }
    suspect();
    return proceed();
  }

  @Override
  public Step closed() {
    plan.onClosed(received.size() == 0);
    if (state != State.SPEAKING) {
      if (received.size() == 0) {
        suspect();
        return proceed();
      }
      Step step = onGreetingEnd();
      if (step instanceof Step.Finish || step instanceof Step.Reconnect) {
        return step;
      }
    }
    ActiveDialogue speaking = active();
    Step last = speaking.dialogue().closed();
    return last instanceof Step.Finish
            || last instanceof Step.Mismatch
            || last instanceof Step.Reconnect
        ? drive(last)
        : onNoProgress(speaking);
  }

  @Override
  public Optional<Finding> partial() {
    ActiveDialogue speaking = active;
    if (speaking != null && state == State.SPEAKING && received.size() > 0) {
      Optional<Finding> found = speaking.dialogue().partial();
      if (found.isPresent()) {
        return Optional.of(confirmed(speaking.candidate(), found));
      }
    }
    return Optional.of(identity());
  }

  // What to do next

  /** Continues with the protocols that recognised something, then with the plan. */
  private Step proceed() {
    active = null;
    boolean settled = recognitions.only().isPresent() && recognitions.untried() == 0;
    if (settled || acceptsEverything()) {
      return finish();
    }
    while (true) {
      Action action = nextAction();
      if (action instanceof Action.Finish) {
        return finish();
      }
      if (action instanceof Action.Request request && !prepare(request)) {
        continue;
      }
      if (plan.isUnused()) {
        return perform(action);
      }
      return reconnectFor(action);
    }
  }

  private Action nextAction() {
    Recognition next = recognitions.poll();
    claims = next != null;
    if (next == null) {
      return plan.next(now());
    }
    plan.drop(next.candidate());
    return plan.hasConnectionsLeft() || plan.isUnused()
        ? new Action.Request(next.candidate(), plan.progress(now()))
        : new Action.Finish();
  }

  /**
   * Opens the dialogue of a request. One that would wait for a greeting has nothing to send, unless
   * its protocol was recognised.
   */
  private boolean prepare(Action.Request request) {
    GuardedDialogue dialogue = dialogues.open(request.candidate(), isSecured());
    Step step =
        claims
            ? CandidateDialogues.begin(dialogue, draft.tls())
            : CandidateDialogues.beginWithoutGreeting(dialogue, draft.tls());
    if (!(step instanceof Step.Send) && !(claims && step instanceof Step.Await)) {
      return false;
    }
    active = new ActiveDialogue(dialogue, false);
    firstStep = step;
    return true;
  }

  private Step reconnectFor(Action action) {
    pending = action;
    state = State.CONNECTING;
    handshakeEnd =
        now().plus(action instanceof Action.Handshake h ? h.time() : plan.progress(now()));
    return reconnect(isSecured() || action instanceof Action.Handshake);
  }

  private Step reconnect(boolean overTls) {
    plan.onReconnect();
    received.clear();
    sent.clear();
    connectStarted = now();
    return overTls ? Step.reconnectTls() : Step.reconnect();
  }

  private void measureLatency() {
    if (plan.connections() > 1) {
      plan.latency(now().minus(connectStarted));
    }
  }

  private Step perform(Action action) {
    pending = null;
    if (action instanceof Action.Listen listen) {
      state = State.LISTENING;
      return await(listen.time());
    }
    if (action instanceof Action.Handshake handshake) {
      state = State.HANDSHAKE;
      handshakeEnd = now().plus(handshake.time());
      plan.onSent();
      return Step.startTls();
    }
    state = State.SPEAKING;
    active().waitUntil(now().plus(((Action.Request) action).time()));
    Step first = Objects.requireNonNull(firstStep, "firstStep");
    firstStep = null;
    return drive(first);
  }

  // The dialogue of a candidate

  /** Runs the dialogue of a protocol that recognised a greeting, on the same connection. */
  private Step replay(Candidate candidate) {
    GuardedDialogue dialogue = dialogues.open(candidate, isSecured());
    ActiveDialogue replayed = new ActiveDialogue(dialogue, true);
    active = replayed;
    state = State.SPEAKING;
    plan.drop(candidate);
    replayed.waitUntil(progressEnd());
    Step step = CandidateDialogues.begin(dialogue, draft.tls());
    Deque<ByteBuffer> first = new ArrayDeque<>();
    while (step instanceof Step.Send send) {
      first.add(send.bytes());
      step = send.then();
    }
    if (step instanceof Step.Await || step instanceof Step.More) {
      step = dialogue.received(received.buffer());
    }
    while (!first.isEmpty()) {
      step = Step.send(first.removeLast(), step);
    }
    return drive(step);
  }

  /** Translates a step of the active dialogue into one of this dialogue. */
  private Step drive(Step step) {
    Deque<ByteBuffer> toSend = new ArrayDeque<>();
    Step last = step;
    while (last instanceof Step.Send send) {
      plan.onSent();
      sent.append(send.bytes());
      toSend.add(send.bytes());
      last = send.then();
    }
    Step translated = driveEnd(last);
    while (!toSend.isEmpty()) {
      translated = Step.send(toSend.removeLast(), translated);
    }
    return translated;
  }

  private Step driveEnd(Step step) {
    ActiveDialogue speaking = active();
    if (step instanceof Step.Await await) {
      return await(speaking.remaining(now(), await.silence(), true));
    }
    if (step instanceof Step.More more) {
      return await(speaking.remaining(now(), more.silence(), false));
    }
    if (step instanceof Step.Finish finish) {
      return onFinish(speaking, finish.finding());
    }
    if (step instanceof Step.Mismatch mismatch) {
      return mismatch.refused()
          ? Step.finish(confirmed(speaking.candidate(), mismatch.partial()))
          : onMismatch(speaking);
    }
    if (step instanceof Step.StartTls && !isSecured() && !speaking.isInHandshake()) {
      speaking.onHandshake();
      handshakeEnd = progressEnd();
      return step;
    }
    if (step instanceof Step.Reconnect again
        && plan.hasConnectionsLeft()
        && (received.size() > 0 || isOfPort(speaking.candidate()))) {
      speaking.onReconnect();
      handshakeEnd = progressEnd();
      return reconnect(again.tls());
    }
    return onNoProgress(speaking); // a step that this transport does not have, or one too many
  }

  /**
   * The active dialogue is complete. If it was a guess, its request may be one to which the server
   * of another protocol responds in kind: that of MongoDB explains itself to HTTP clients in HTTP.
   */
  private Step onFinish(ActiveDialogue spoken, Finding finding) {
    if (!claims && !spoken.isReplayed() && !isOfPort(spoken.candidate())) {
      Optional<Recognition> other = recognitions.other(spoken.candidate(), received.buffer());
      if (other.isPresent()) {
        recognitions.replace(other.get());
        draft.evidence(
            "the protocol " + other.get().candidate().name() + " recognises ", received.buffer());
        return proceed();
      }
    }
    return Step.finish(confirmed(spoken.candidate(), Optional.of(finding)));
  }

  /** A guess that met silence is not worth another connection; a protocol of the port is. */
  private boolean isOfPort(Candidate candidate) {
    return candidate.on(Transport.TCP, port(), isSecured()).isPresent();
  }

  private ActiveDialogue active() {
    return Objects.requireNonNull(active, "active");
  }

  private boolean isInterrupted() {
    ActiveDialogue speaking = active;
    return speaking != null && speaking.isInterrupted();
  }

  /** Continues the active dialogue after the handshake or the connection that it started. */
  private GuardedDialogue resumed() {
    ActiveDialogue speaking = active();
    state = State.SPEAKING;
    speaking.resume(progressEnd());
    return speaking.dialogue();
  }

  private Duration progressEnd() {
    Duration now = now();
    return now.plus(plan.progress(now));
  }

  private static Step await(Duration time) {
    return Step.await(atLeast1Milli(time));
  }

  private static Duration atLeast1Milli(Duration time) {
    return time.toMillis() < 1 ? Duration.ofMillis(1) : time;
  }

  /** The active dialogue waits for more than the peer sends. */
  private Step onNoProgress(ActiveDialogue tried) {
    Optional<Finding> partial = tried.dialogue().partial();
    if (partial.isPresent() && received.size() > 0) {
      return Step.finish(confirmed(tried.candidate(), partial));
    }
    return onMismatch(tried);
  }

  /** The peer does not speak the protocol of the active dialogue. Its bytes may be of another. */
  private Step onMismatch(ActiveDialogue tried) {
    plan.onSent();
    if (received.size() == 0) {
      suspect();
      return proceed();
    }
    if (sent.size() > 0 && received.echoes(sent)) {
      return onEcho();
    }
    if (!tried.isReplayed()) {
      draft.evidence(
          "the response to a request of " + tried.candidate().name() + ": ", received.buffer());
    }
    offer(received.buffer());
    recognitions.remove(tried.candidate());
    return proceed();
  }

  /** The peer sends back what it receives, so a protocol is of it that accepts its own request. */
  private Step onEcho() {
    draft.evidence("the peer sends back what it receives");
    if (echoed) {
      return finish();
    }
    echoed = true;
    TlsInfo tls = draft.tls();
    for (Candidate candidate : candidates.requests(Transport.TCP, port(), isSecured(), false)) {
      if (dialogues.varies(candidate, tls) && dialogues.acceptsEcho(candidate, tls)) {
        recognitions.replace(new Recognition(candidate, ServiceFacts.of(candidate.name())));
        return proceed();
      }
    }
    return finish();
  }

  /** Returns whether the peer has sent exactly what the active dialogue has sent. */
  private boolean isEcho(ActiveDialogue speaking) {
    return !speaking.isReplayed()
        && sent.size() > 0
        && !sent.isFull()
        && received.buffer().equals(sent.buffer());
  }

  // What was received

  /** Lets all protocols recognise bytes. */
  private void offer(ByteBuffer bytes) {
    recognitions
        .offer(bytes)
        .ifPresent(only -> draft.evidence("the protocol " + only.name() + " recognises ", bytes));
  }

  /** The greeting is complete. */
  private Step onGreetingEnd() {
    Recognition recognised = recognitions.poll();
    if (recognised != null) {
      return replay(recognised.candidate());
    }
    draft.evidence("the greeting: ", received.buffer());
    plan.onUnknownGreeting();
    Optional<Candidate> ofPort =
        candidates.bound(Transport.TCP, port(), isSecured()).stream().findFirst();
    return ofPort.isPresent() ? replay(ofPort.get()) : finish();
  }

  private void suspect() {
    if (plan.isSuspicious()) {
      control.start(context.peer().getAddress());
    }
  }

  private boolean acceptsEverything() {
    return plan.isSuspicious() && control.acceptsEverything(context.peer().getAddress());
  }

  // The result

  private Step finish() {
    return Step.finish(identity());
  }

  private DefaultServiceIdentity identity() {
    return recognitions
        .only()
        .map(known -> draft.recognised(known, plan.connections()))
        .orElseGet(() -> draft.unnamed(verdict(), plan.connections()));
  }

  private Verdict verdict() {
    if (acceptsEverything()) {
      return Verdict.ACCEPTS_EVERYTHING;
    }
    if (plan.hasHeard()) {
      return Verdict.UNKNOWN;
    }
    return plan.closesWithoutData() ? Verdict.CLOSES : Verdict.SILENT;
  }

  private DefaultServiceIdentity confirmed(Candidate candidate, Optional<Finding> finding) {
    return draft.confirmed(candidate, finding, recognitions.only(), plan.connections());
  }
}
