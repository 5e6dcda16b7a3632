package io.portprobe;

import io.portprobe.internal.client.ClientConfig;
import io.portprobe.internal.client.ProbeClients;
import io.portprobe.internal.util.Arguments;
import io.portprobe.spi.Protocol;
import io.portprobe.text.TimeText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** A builder of {@link ProbeClient}. Not thread-safe. */
public final class ProbeClientBuilder {
  private Duration timeout = Duration.ofSeconds(5);
  private int window = 1_000;
  private int findingBytes = 16 << 20;
  private int eventLoops = 1;
  private IoMode ioMode = IoMode.AUTO;
  private NameResolver resolver = NameResolver.system();
  private TargetPolicy policy = TargetPolicy.anywhere();
  private @Nullable Executor callbackExecutor;
  private @Nullable ClassLoader classLoader;
  private boolean discovery = true;
  private final List<Protocol> protocols = new ArrayList<>();
  private final List<ProbeListener> listeners = new ArrayList<>();

  ProbeClientBuilder() {}

  private ProbeClientBuilder(ClientConfig config) {
    timeout = config.timeout();
    window = config.window();
    findingBytes = config.findingBytes();
    eventLoops = config.eventLoops();
    ioMode = config.ioMode();
    resolver = config.resolver();
    policy = config.policy();
    callbackExecutor = config.callbackExecutor();
    classLoader = config.classLoader();
    discovery = config.discovery();
    protocols.addAll(config.protocols());
    listeners.addAll(config.listeners());
  }

  /**
   * Sets the timeout of probes that do not set their own. Default: 5 s.
   *
   * @param timeout more than zero, at most one hour
   * @return this builder
   * @throws IllegalArgumentException if the timeout is out of range
   */
  public ProbeClientBuilder timeout(Duration timeout) {
    this.timeout = Arguments.timeout(timeout);
    return this;
  }

  /**
   * Sets how many sockets may be open at the same time. Further attempts wait for a free socket
   * until their deadline. Default: 1000.
   *
   * @param window 1 to 65535
   * @return this builder
   * @throws IllegalArgumentException if the value is out of range
   */
  public ProbeClientBuilder window(int window) {
    this.window = Arguments.inRange("window", window, 1, 65_535);
    return this;
  }

  /**
   * Sets how much heap the findings of one report may use, all addresses of the host together. It
   * bounds what a hostile peer can make the client keep. A finding that would exceed it is cut, and
   * states so. Default: 16777216 (16 MiB).
   *
   * @param bytes 1048576 to 1073741824 (1 MiB to 1 GiB)
   * @return this builder
   * @throws IllegalArgumentException if the value is out of range
   */
  public ProbeClientBuilder maxFindingBytes(int bytes) {
    this.findingBytes = Arguments.inRange("bytes", bytes, 1 << 20, 1 << 30);
    return this;
  }

  /**
   * Sets the number of event loops, each of which is a thread. Default: 1, which suffices for many
   * thousand probes a second. Each protocol in use gets the same number of dedicated event loops,
   * so that a plug-in that blocks delays only the dialogues of its protocol.
   *
   * @param eventLoops 1 to 256
   * @return this builder
   * @throws IllegalArgumentException if the value is out of range
   */
  public ProbeClientBuilder eventLoops(int eventLoops) {
    this.eventLoops = Arguments.inRange("eventLoops", eventLoops, 1, 256);
    return this;
  }

  /**
   * Sets the system interface of the event loops. Default: {@link IoMode#AUTO}.
   *
   * @param ioMode the interface
   * @return this builder
   */
  public ProbeClientBuilder ioMode(IoMode ioMode) {
    this.ioMode = Objects.requireNonNull(ioMode, "ioMode");
    return this;
  }

  /**
   * Sets the name resolver. Default: {@link NameResolver#system()}.
   *
   * @param resolver the resolver
   * @return this builder
   */
  public ProbeClientBuilder resolver(NameResolver resolver) {
    this.resolver = Objects.requireNonNull(resolver, "resolver");
    return this;
  }

  /**
   * Sets the policy that decides which addresses may be probed. Default: {@link
   * TargetPolicy#anywhere()}.
   *
   * @param policy the policy
   * @return this builder
   */
  public ProbeClientBuilder targetPolicy(TargetPolicy policy) {
    this.policy = Objects.requireNonNull(policy, "policy");
    return this;
  }

  /**
   * Restricts the targets further: an address may be probed if the present policy and the given
   * policy allow it. Of use after {@link ProbeClient#toBuilder()}, to keep the policy of the
   * client.
   *
   * @param policy applied to addresses that the present policy allows
   * @return this builder
   */
  public ProbeClientBuilder restrictTargets(TargetPolicy policy) {
    this.policy = this.policy.and(policy);
    return this;
  }

  /**
   * Sets an executor that completes futures, so that dependent stages may block. If it throws, or
   * has not run a task one second after the deadline of the probe (five seconds for a scan), the
   * task runs on a client thread, so that no result is lost. Default: none; futures complete on
   * event loops.
   *
   * @param executor the executor
   * @return this builder
   */
  public ProbeClientBuilder callbackExecutor(Executor executor) {
    this.callbackExecutor = Objects.requireNonNull(executor, "executor");
    return this;
  }

  /**
   * Adds a protocol. It takes precedence over a discovered protocol with the same name or the same
   * port.
   *
   * @param protocol the plug-in
   * @return this builder
   */
  public ProbeClientBuilder protocol(Protocol protocol) {
    protocols.add(Objects.requireNonNull(protocol, "protocol"));
    return this;
  }

  /**
   * Sets the class loader in which protocols are discovered. Default: the context class loader of
   * the thread that calls {@link #build()}. Protocols beside portprobe, in its own class loader,
   * are always discovered; those of the given class loader take precedence.
   *
   * @param classLoader the class loader for {@link java.util.ServiceLoader}
   * @return this builder
   */
  public ProbeClientBuilder protocolsFrom(ClassLoader classLoader) {
    this.classLoader = Objects.requireNonNull(classLoader, "classLoader");
    this.discovery = true;
    return this;
  }

  /**
   * Disables discovery: the client knows only the protocols added with {@link #protocol}.
   *
   * @return this builder
   */
  public ProbeClientBuilder withoutDiscovery() {
    this.discovery = false;
    return this;
  }

  /**
   * Adds a listener.
   *
   * @param listener receives every probe of the client
   * @return this builder
   */
  public ProbeClientBuilder listener(ProbeListener listener) {
    listeners.add(Objects.requireNonNull(listener, "listener"));
    return this;
  }

  /**
   * Creates the client. The builder can be used again.
   *
   * @return a new client
   * @throws IllegalStateException if two added or two discovered protocols have the same name (the
   *     message names both classes), if the {@link IoMode} is not available on this system, or if
   *     this host has no resources for the event loops, such as file descriptors
   */
  @CheckReturnValue
  public ProbeClient build() {
    return ProbeClients.open(config(), ProbeClientBuilder::new);
  }

  /** Returns the settings. */
  ClientConfig config() {
    return new ClientConfig(
        timeout,
        window,
        findingBytes,
        eventLoops,
        ioMode,
        resolver,
        policy,
        callbackExecutor,
        classLoader,
        discovery,
        List.copyOf(protocols),
        List.copyOf(listeners));
  }

  @Override
  public String toString() {
    return "ProbeClientBuilder[timeout: " + TimeText.of(timeout) + ", window: " + window + "]";
  }
}
