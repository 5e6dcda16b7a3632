package io.portprobe.internal.identify;

import io.portprobe.Endpoint;
import io.portprobe.PortState;
import io.portprobe.Transport;
import io.portprobe.identify.ServiceIdentity.Confidence;
import io.portprobe.identify.ServiceIdentity.Verdict;
import io.portprobe.internal.dialogue.FirstBytes;
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
import io.portprobe.text.SafeText;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
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
  private static final int MAX_SHOWN = 100;

  /** Waits of a candidate's dialogue that makes progress, before it has to have a finding. */
  private static final int MAX_PROGRESS = 8;

  private final DialogueContext context;
  private final Candidates candidates;
  private final HostControl control;
  private final IdentifyPlan plan;
  private final long timeoutNanos;
  private final PeerBytes received = new PeerBytes();
  private final PeerBytes sent = new PeerBytes();
  private final Deque<Recognition> recognised = new ArrayDeque<>();

  private State state = State.LISTENING;
  private @Nullable GuardedDialogue active;
  private boolean activeHandshake;
  private boolean activeReconnects;
  private boolean replayed;
  private int progress;
  private @Nullable Step firstStep;
  private @Nullable Action pending;
  private Duration handshakeEnd = Duration.ZERO;
  private Duration connectStarted = Duration.ZERO;
  private Duration waitUntil = Duration.ZERO;
  private @Nullable Duration silentAt;
  private @Nullable TlsInfo tls;
  private final PlugInFailures failures = new PlugInFailures();
  private final FirstBytes firstBytes = new FirstBytes();
  private @Nullable Recognition fallback;
  private String evidence = "";
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
    plan.latency(now());
  }

  private Duration now() {
    return Duration.ofNanos(Math.max(0, timeoutNanos - context.remaining().toNanos()));
  }

  // What the core calls

  @Override
  public Step start() {
    return proceed();
  }

  @Override
  public TlsSettings tlsSettings() {
    GuardedDialogue dialogue = active;
    TlsSettings offered = dialogue != null ? dialogue.tlsSettings() : settingsOfPort();
    return offered.withTimeout(atLeast1Milli(handshakeEnd.minus(now())));
  }

  /** Returns what the first TLS protocol of the port offers, for example its ALPN. */
  private TlsSettings settingsOfPort() {
    return candidates.bound(Transport.TCP, context.peer().getPort(), true).stream()
        .findFirst()
        .map(candidate -> open(candidate, true).tlsSettings())
        .orElseGet(TlsSettings::defaults);
  }

  @Override
  public Step secured(TlsInfo info) {
    if (activeHandshake || activeReconnects) {
      return drive(reconnected().secured(info));
    }
    tls = info;
    plan.onSecured();
    measureLatency();
    Action next = pending;
    return next == null || next instanceof Action.Handshake ? proceed() : perform(next);
  }

  @Override
  public Step connected() {
    measureLatency();
    if (activeReconnects) {
      return drive(reconnected().connected());
    }
    return perform(Objects.requireNonNull(pending, "pending"));
  }

  @Override
  public Step tlsFailed(TlsFailure failure) {
    if (activeHandshake || activeReconnects) {
      return drive(reconnected().tlsFailed(failure));
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
    firstBytes.append(bytes);
    plan.onReceived();
    if (isClientHello(bytes)) {
      return onEcho();
    }
    if (isTls(bytes)) {
      if (tls == null) {
        tls = failure.tls();
      }
      evidence = "the peer speaks TLS: " + failure.reason();
      plan.onTlsRejected();
      return proceed();
    }
    evidence = "the response to a TLS ClientHello: " + shown(bytes);
    offer(bytes);
    return proceed();
  }

  @Override
  public Step received(ByteBuffer bytes) {
    received.append(bytes);
    firstBytes.append(bytes);
    plan.onReceived();
    if (state == State.SPEAKING) {
      GuardedDialogue dialogue = Objects.requireNonNull(active, "active");
      if (isEcho() && !echoed && !varies(dialogue.candidate())) {
        return onEcho();
      }
      if (progress++ < MAX_PROGRESS) {
        waitUntil = now().plus(plan.progress(now()));
      }
      return drive(dialogue.received(bytes));
    }
    offer(received.buffer());
    if (recognised.size() == 1) {
      return replay(recognised.removeFirst().candidate());
    }
    if (received.isFull()) {
      return onGreetingEnd();
    }
    return await(QUIET);
  }

  @Override
  public Step silent() {
    if (state == State.SPEAKING) {
      GuardedDialogue dialogue = Objects.requireNonNull(active, "active");
      if (now().compareTo(waitUntil) >= 0) {
        if (received.size() == 0) {
          plan.onNoResponse();
        }
        return onNoProgress(dialogue);
      }
      silentAt = null;
      return drive(dialogue.silent());
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
    GuardedDialogue dialogue = Objects.requireNonNull(active, "active");
    Step last = dialogue.closed();
    return last instanceof Step.Finish
            || last instanceof Step.Mismatch
            || last instanceof Step.Reconnect
        ? drive(last)
        : onNoProgress(dialogue);
  }

  @Override
  public Optional<Finding> partial() {
    GuardedDialogue dialogue = active;
    Optional<Finding> found =
        dialogue != null && state == State.SPEAKING ? dialogue.partial() : Optional.empty();
    return Optional.of(
        dialogue != null && found.isPresent() && received.size() > 0
            ? named(dialogue.candidate(), found, Confidence.CONFIRMED)
            : identity());
  }

  // What to do next

  /** Continues with the protocols that recognised something, then with the plan. */
  private Step proceed() {
    active = null;
    activeHandshake = false;
    activeReconnects = false;
    boolean everything =
        plan.isSuspicious() && control.acceptsEverything(context.peer().getAddress());
    if (everything || (fallback != null && recognised.isEmpty())) {
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
    Recognition next = recognised.poll();
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
    GuardedDialogue dialogue = open(request.candidate(), tls != null);
    Step step = begin(dialogue);
    for (int i = 0; i < 3 && !claims && isTimedWait(step); i++) {
      step = dialogue.silent(); // a greeting was awaited for all protocols
    }
    if (!(step instanceof Step.Send) && !(claims && step instanceof Step.Await)) {
      return false;
    }
    active = dialogue;
    firstStep = step;
    return true;
  }

  private Step begin(GuardedDialogue dialogue) {
    TlsInfo info = tls;
    return info == null ? dialogue.start() : dialogue.secured(info);
  }

  private static boolean isTimedWait(Step step) {
    return step instanceof Step.Await await && await.silence().isPresent();
  }

  private boolean isFallback(Candidate candidate) {
    Recognition known = fallback;
    return known != null && known.candidate().equals(candidate);
  }

  private GuardedDialogue open(Candidate candidate, boolean secured) {
    return new GuardedDialogue(
        candidate,
        new CandidateContext(
            context, candidate.on(Transport.TCP, context.peer().getPort(), secured), secured),
        failures);
  }

  private Step reconnectFor(Action action) {
    pending = action;
    state = State.CONNECTING;
    handshakeEnd =
        now().plus(action instanceof Action.Handshake h ? h.time() : plan.progress(now()));
    return reconnect(tls != null || action instanceof Action.Handshake);
  }

  private Step reconnect(boolean overTls) {
    plan.onReconnect();
    received.clear();
    sent.clear();
    silentAt = null;
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
    replayed = false;
    progress = 0;
    waitUntil = now().plus(((Action.Request) action).time());
    Step first = Objects.requireNonNull(firstStep, "firstStep");
    firstStep = null;
    return drive(first);
  }

  // The dialogue of a candidate

  /** Runs the dialogue of a protocol that recognised a greeting, on the same connection. */
  private Step replay(Candidate candidate) {
    GuardedDialogue dialogue = open(candidate, tls != null);
    active = dialogue;
    state = State.SPEAKING;
    replayed = true;
    progress = 0;
    plan.drop(candidate);
    waitUntil = now().plus(plan.progress(now()));
    Step step = begin(dialogue);
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
    if (step instanceof Step.Await await) {
      return wait(await.silence(), true);
    }
    if (step instanceof Step.More more) {
      return wait(more.silence(), false);
    }
    GuardedDialogue dialogue = Objects.requireNonNull(active, "active");
    if (step instanceof Step.Finish finish) {
      return Step.finish(
          named(dialogue.candidate(), Optional.of(finish.finding()), Confidence.CONFIRMED));
    }
    if (step instanceof Step.Mismatch mismatch) {
      return mismatch.refused()
          ? Step.finish(named(dialogue.candidate(), mismatch.partial(), Confidence.CONFIRMED))
          : onMismatch(dialogue.candidate());
    }
    if (step instanceof Step.StartTls && tls == null && !activeHandshake) {
      activeHandshake = true;
      handshakeEnd = now().plus(plan.progress(now()));
      return step;
    }
    if (step instanceof Step.Reconnect again
        && plan.hasConnectionsLeft()
        && (received.size() > 0 || isOfPort(dialogue.candidate()))) {
      activeReconnects = true;
      handshakeEnd = now().plus(plan.progress(now()));
      return reconnect(again.tls());
    }
    return onNoProgress(dialogue); // a step that this transport does not have, or one too many
  }

  /** A guess that met silence is not worth another connection; a protocol of the port is. */
  private boolean isOfPort(Candidate candidate) {
    return candidate.on(Transport.TCP, context.peer().getPort(), tls != null).isPresent();
  }

  private GuardedDialogue reconnected() {
    activeReconnects = false;
    activeHandshake = false;
    state = State.SPEAKING;
    waitUntil = now().plus(plan.progress(now()));
    return Objects.requireNonNull(active, "active");
  }

  private Step wait(Optional<Duration> silence, boolean keeps) {
    Duration now = now();
    if (silence.isPresent()) {
      silentAt = now.plus(silence.get());
    } else if (!keeps) {
      silentAt = null;
    }
    Duration until = waitUntil;
    Duration own = silentAt;
    if (own != null && own.compareTo(until) < 0) {
      until = own;
    }
    return await(until.minus(now));
  }

  private static Step await(Duration time) {
    return Step.await(atLeast1Milli(time));
  }

  private static Duration atLeast1Milli(Duration time) {
    return time.toMillis() < 1 ? Duration.ofMillis(1) : time;
  }

  /** The active dialogue waits for more than the peer sends. */
  private Step onNoProgress(GuardedDialogue dialogue) {
    Optional<Finding> partial = dialogue.partial();
    if (partial.isPresent() && received.size() > 0) {
      return Step.finish(named(dialogue.candidate(), partial, Confidence.CONFIRMED));
    }
    return onMismatch(dialogue.candidate());
  }

  /** The peer does not speak the protocol of the active dialogue. Its bytes may be of another. */
  private Step onMismatch(Candidate tried) {
    plan.onSent();
    if (received.size() == 0) {
      suspect();
      return proceed();
    }
    if (sent.size() > 0 && received.echoes(sent)) {
      return onEcho();
    }
    if (!replayed) {
      evidence = "the response to a request of " + tried.name() + ": " + shown(received.buffer());
    }
    offer(received.buffer());
    recognised.removeIf(recognition -> recognition.candidate().equals(tried));
    return proceed();
  }

  /** The peer sends back what it receives, so a protocol is of it that accepts its own request. */
  private Step onEcho() {
    evidence = "the peer sends back what it receives";
    if (echoed) {
      return finish();
    }
    echoed = true;
    int port = context.peer().getPort();
    for (Candidate candidate : candidates.requests(Transport.TCP, port, tls != null, false)) {
      if (varies(candidate) && acceptsEcho(open(candidate, tls != null))) {
        recognised.add(new Recognition(candidate, ServiceFacts.of(candidate.name())));
        fallback = recognised.peek();
        return proceed();
      }
    }
    return finish();
  }

  private boolean acceptsEcho(GuardedDialogue dialogue) {
    return firstRequest(dialogue) instanceof Step.Send send
        && dialogue.received(send.bytes()) instanceof Step.Finish;
  }

  private Step firstRequest(GuardedDialogue dialogue) {
    Step step = begin(dialogue);
    for (int i = 0; i < 3 && isTimedWait(step); i++) {
      step = dialogue.silent();
    }
    return step;
  }

  /** Returns whether each dialogue of a protocol sends other bytes, so that an echo proves it. */
  private boolean varies(Candidate candidate) {
    return firstRequest(open(candidate, tls != null)) instanceof Step.Send one
        && firstRequest(open(candidate, tls != null)) instanceof Step.Send other
        && !one.bytes().equals(other.bytes());
  }

  /** Returns whether the peer has sent exactly what the active dialogue has sent. */
  private boolean isEcho() {
    return state == State.SPEAKING
        && !replayed
        && sent.size() > 0
        && !sent.isFull()
        && received.buffer().equals(sent.buffer());
  }

  // What was received

  /** Lets all protocols recognise bytes, and keeps those that do. */
  private void offer(ByteBuffer bytes) {
    List<Recognition> all = candidates.recognise(Transport.TCP, bytes, failures);
    recognised.clear();
    if (all.isEmpty()) {
      return;
    }
    int port = context.peer().getPort();
    List<Recognition> ofPort =
        all.stream()
            .filter(each -> each.candidate().on(Transport.TCP, port, false).isPresent())
            .toList();
    List<Recognition> best = ofPort.isEmpty() ? all : ofPort;
    recognised.addAll(best);
    fallback = best.size() == 1 ? best.get(0) : null;
    if (best.size() == 1) {
      evidence = "the protocol " + best.get(0).candidate().name() + " recognises " + shown(bytes);
    }
  }

  /** The greeting is complete, and not of one protocol alone. */
  private Step onGreetingEnd() {
    if (recognised.isEmpty()) {
      evidence = "the greeting: " + shown(received.buffer());
      plan.onUnknownGreeting();
      Optional<Candidate> ofPort =
          candidates.bound(Transport.TCP, context.peer().getPort(), tls != null).stream()
              .findFirst();
      return ofPort.isPresent() ? replay(ofPort.get()) : finish();
    }
    return replay(recognised.removeFirst().candidate());
  }

  private void suspect() {
    if (plan.isSuspicious()) {
      control.start(context.peer().getAddress());
    }
  }

  /** Returns whether bytes begin with a TLS record: an alert or a handshake message. */
  private static boolean isTls(ByteBuffer bytes) {
    return bytes.remaining() >= 3
        && (bytes.get(0) == 0x15 || bytes.get(0) == 0x16)
        && bytes.get(1) == 3
        && bytes.get(2) <= 4;
  }

  /** Returns whether bytes begin with a ClientHello (RFC 8446 section 4), which no server sends. */
  private static boolean isClientHello(ByteBuffer bytes) {
    return isTls(bytes) && bytes.get(0) == 0x16 && bytes.remaining() > 5 && bytes.get(5) == 1;
  }

  private static String shown(ByteBuffer bytes) {
    String text = StandardCharsets.ISO_8859_1.decode(bytes.duplicate()).toString();
    return SafeText.quote(text.substring(0, Math.min(text.length(), MAX_SHOWN)));
  }

  // The result

  private Step finish() {
    return Step.finish(identity());
  }

  private DefaultServiceIdentity identity() {
    Recognition known = fallback;
    return known == null
        ? unnamed(verdict())
        : unnamed(Verdict.UNKNOWN)
            .named(
                known.candidate().name(), known.facts(), Confidence.RECOGNISED, Optional.empty());
  }

  private Verdict verdict() {
    if (plan.isSuspicious() && control.acceptsEverything(context.peer().getAddress())) {
      return Verdict.ACCEPTS_EVERYTHING;
    }
    if (plan.hasHeard()) {
      return Verdict.UNKNOWN;
    }
    return plan.closesWithoutData() ? Verdict.CLOSES : Verdict.SILENT;
  }

  private DefaultServiceIdentity named(
      Candidate candidate, Optional<Finding> finding, Confidence confidence) {
    ServiceFacts facts =
        finding.map(found -> candidate.facts(found, failures)).orElse(ServiceFacts.none());
    if (facts.equals(ServiceFacts.none()) && isFallback(candidate)) {
      facts = Objects.requireNonNull(fallback).facts();
    }
    evidence =
        finding.isPresent()
            ? "the dialogue of the protocol " + candidate.name() + " has a finding"
            : "the peer refused a request of the protocol " + candidate.name();
    return unnamed(Verdict.UNKNOWN).named(candidate.name(), facts, confidence, finding);
  }

  private DefaultServiceIdentity unnamed(Verdict verdict) {
    return DefaultServiceIdentity.unnamed(
        Endpoint.tcp(context.host(), context.peer().getPort()),
        PortState.LISTENING,
        verdict,
        Optional.ofNullable(tls),
        evidence.isEmpty() ? description(verdict) : evidence,
        plan.connections(),
        firstBytes.copy(),
        failures.all());
  }

  private String description(Verdict verdict) {
    return switch (verdict) {
      case SILENT -> "the peer sent nothing on " + plan.connections() + " connections";
      case CLOSES -> "the peer closed " + plan.connections() + " connections without data";
      case ACCEPTS_EVERYTHING -> DefaultServiceIdentity.ACCEPTS_EVERYTHING;
      default -> "the peer sent data that no protocol recognises";
    };
  }
}
