package io.portprobe;

import io.portprobe.identify.IdentifySettings;
import io.portprobe.identify.ServiceIdentity;
import io.portprobe.internal.wait.PortAwait;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.ProtocolOption;
import io.portprobe.spi.TlsSettings;
import java.net.InetAddress;
import java.net.Proxy;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/**
 * A configured probe of one endpoint. Immutable and thread-safe: each setter returns a changed
 * copy, and a probe can be executed any number of times. Created by {@link ProbeClient#tcp} and
 * {@link ProbeClient#udp}.
 *
 * <p>{@link #state()} and {@link #report()} execute the probe and never block. The future they
 * return
 *
 * <ul>
 *   <li>completes by the deadline. The deadline covers name resolution, the wait for a free socket
 *       of the client, connect, TLS and dialogue, and starts with the call;
 *   <li>completes on a client thread, or on the callback executor of the client;
 *   <li>fails with a {@link ProbeException} if the probe could not be carried out, also because the
 *       protocol rejects its options or has no datagram to send, and with an {@link
 *       IllegalStateException} if the client is closed;
 *   <li>closes the sockets of the probe at once when it is cancelled or completed by the caller.
 *       Cancelling a future <em>derived</em> from it has no effect on the probe (as with any {@link
 *       CompletableFuture}).
 * </ul>
 */
@CheckReturnValue
public interface PortProbe {
  /**
   * Returns the endpoint that this probe is for.
   *
   * @return the endpoint
   */
  Endpoint endpoint();

  /**
   * Sets the time until the deadline. Default: the timeout of the client, 5 s unless set.
   *
   * @param timeout more than zero, at most one hour
   * @return a changed copy
   * @throws IllegalArgumentException if the timeout is out of range
   */
  PortProbe timeout(Duration timeout);

  /**
   * Sets how often the probe is repeated if its result may be due to a lost packet or an overloaded
   * peer: the state is FILTERED or LISTENING_OR_FILTERED, or a dialogue ended because the peer
   * closed or reset the connection, the connection failed, or time ran out. Each try resolves the
   * name and opens its sockets anew.
   *
   * <p>All tries share the timeout: each gets an equal part of the time that is left. LISTENING
   * without a failed dialogue and NOT_LISTENING end the probe at once, and so does an exception.
   * The report is that of the last try; {@link ProbeReport#earlierTries()} has the others. Default:
   * 0.
   *
   * @param retries 0 to 100
   * @return a changed copy
   * @throws IllegalArgumentException if the number is out of range
   */
  PortProbe retries(int retries);

  /**
   * Sets the protocol to speak, on any port. Default: the protocol bound to the port, if there is
   * one.
   *
   * @param protocol the name in any case, for example {@code "ldap"}
   * @return a changed copy
   * @throws IllegalArgumentException if no protocol has this name, or the protocol does not support
   *     the transport; the message lists the protocols that do
   */
  PortProbe as(String protocol);

  /**
   * Sets a protocol to speak that the client does not have to know, for example a {@linkplain
   * io.portprobe.spi.Protocols#script script} for this probe only. Calls of {@link #option(String,
   * String)} find the options of the client's protocols only.
   *
   * @param protocol the protocol; used by one probe at a time unless it is thread-safe
   * @return a changed copy
   * @throws IllegalArgumentException if the protocol does not support the transport
   * @throws IllegalStateException if its name, bindings or options are invalid
   */
  PortProbe as(Protocol protocol);

  /**
   * Speaks all protocols that are bound to the port, at the same time, each on its own connection
   * or socket. Default: the first one, see {@link ProbeClient#protocolsOn}. A later {@link #as} or
   * {@link #payload} selects one again. Has no effect on the state alone, and on a port with at
   * most one protocol.
   *
   * <p>{@link ProbeReport#attempts()} has one attempt for each protocol and address, and {@link
   * ProbeReport#findings()} the finding of each protocol, in the order of precedence. The state is
   * the best one. A protocol that could not be spoken because of this host is one of the {@link
   * ProbeReport#omissions()}. Listeners receive one probe for each protocol.
   *
   * @return a changed copy
   */
  PortProbe allProtocols();

  /**
   * Starts TLS before the dialogue; a later {@link #as} keeps it. Without a protocol, {@link
   * #report()} does a TLS handshake and nothing else. Has no effect on the state alone. {@link
   * ProbeReport#tls()} has the certificates. An untrusted certificate is reported and is not a
   * failure. Default: TLS on the TLS ports of the protocol.
   *
   * @return a changed copy
   * @throws IllegalStateException over UDP
   */
  PortProbe tls();

  /**
   * Starts TLS before the dialogue, as {@link #tls()} does, unless {@link #plain()} is called, and
   * sets what the client offers in every handshake of the dialogue, also after a negotiated start
   * of TLS. Default: what the protocol sets.
   *
   * @param settings the settings, whose values take precedence over those of the protocol
   * @return a changed copy
   * @throws IllegalStateException over UDP
   */
  PortProbe tls(TlsSettings settings);

  /**
   * Starts no TLS before the dialogue, also on a TLS port of the protocol; a later {@link #as}
   * keeps it. The settings of {@link #tls(TlsSettings)} remain for a negotiated start of TLS.
   *
   * @return a changed copy
   * @throws IllegalStateException over UDP
   */
  PortProbe plain();

  /**
   * Limits the probe to the state of the port. Over TCP there is no dialogue. Over UDP the first
   * datagram of the protocol is sent, since it is the probe, and the first reply ends the probe.
   * The report contains every address; see {@link #stopWhenListening()}.
   *
   * @return a changed copy
   */
  PortProbe stateOnly();

  /**
   * Returns whether the probe is limited to the state of the port.
   *
   * @return true after {@link #stateOnly()}
   */
  boolean isStateOnly();

  /**
   * Returns whether a TLS handshake comes before the dialogue. {@link #stateOnly()} has no effect
   * on the value.
   *
   * @return true after {@link #tls()}, and on the TLS ports of the protocol unless {@link #plain()}
   *     was called; false over UDP
   */
  boolean isTlsFirst();

  /**
   * Sets the payload of a UDP probe, and speaks no protocol. Default, on a port without a protocol:
   * the four bytes CR LF CR LF.
   *
   * @param payload 1 to 65507 bytes; copied
   * @return a changed copy
   * @throws IllegalStateException over TCP
   * @throws IllegalArgumentException if the payload is empty or too long for a datagram
   */
  PortProbe payload(byte[] payload);

  /**
   * Sets an option of a protocol. Other protocols ignore it.
   *
   * @param <T> the type of the value
   * @param option the option, a constant of the protocol
   * @param value the value
   * @return a changed copy
   * @throws IllegalArgumentException if the value is invalid for the option
   */
  <T> PortProbe option(ProtocolOption<T> option, T value);

  /**
   * Sets an option of a protocol by its name, for values that a user has entered. Other protocols
   * ignore it. {@link ProbeClient#options} lists the options.
   *
   * @param name the name of an option of any protocol of the client, for example {@code "dns.type"}
   * @param value the text of the value, see {@link ProtocolOption#parse}
   * @return a changed copy
   * @throws IllegalArgumentException if no protocol has such an option, or the value is invalid for
   *     it
   */
  PortProbe option(String name, String value);

  /**
   * Sets the local address. Default: the kernel selects it. Addresses of the target that belong to
   * another address family are omitted.
   *
   * @param address an address of the local host
   * @return a changed copy
   */
  PortProbe sourceAddress(InetAddress address);

  /**
   * Sets the local port. Default: an ephemeral port. If the port is in use or not permitted, the
   * probe fails with a {@link LocalFaultException}.
   *
   * @param port 1 to 65535
   * @return a changed copy
   * @throws IllegalArgumentException if the port is out of range
   */
  PortProbe sourcePort(int port);

  /**
   * Sets which addresses of the host are probed. Default: {@link AddressSelection#ALL}.
   *
   * @param selection the addresses
   * @return a changed copy
   */
  PortProbe addresses(AddressSelection selection);

  /**
   * Keeps each TCP connection of a state-only probe open for a time, to see whether the peer closes
   * it, as a proxy without a server does; see {@link Attempt#closedAfter()}. The time is added to
   * the timeout of the probe. Data of the peer is read and discarded. Has no effect on a probe with
   * a dialogue. Default: zero, the connection is closed at once.
   *
   * @param time zero or more, at most one hour
   * @return a changed copy
   * @throws IllegalStateException over UDP
   * @throws IllegalArgumentException if the time is out of range
   */
  PortProbe holdOpen(Duration time);

  /**
   * Completes the probe 1 s after one address is listening, instead of waiting for every address
   * until the deadline. {@link ProbeReport#omissions()} has a {@link ProbeCancelledException} for
   * each address that has not responded by then. Default: the probe waits for every address.
   *
   * @return a changed copy
   */
  PortProbe stopWhenListening();

  /**
   * Returns a probe of the path to this endpoint through a proxy: HTTP with the method CONNECT (RFC
   * 9110 section 9.3.6), or SOCKS 5 (RFC 1928). It keeps the timeout, the retries, the source
   * address and port and the selection of addresses, which then apply to the proxy.
   *
   * <p>The target policy decides about the address of the proxy, and about this endpoint if it is
   * an address. If it is a name, the proxy resolves it and decides. Listeners receive the endpoint
   * of the proxy.
   *
   * @param proxy an HTTP or SOCKS proxy; its address may be unresolved
   * @return a probe without credentials
   * @throws IllegalStateException over UDP
   * @throws IllegalArgumentException if the proxy is direct, its port is 0, or this endpoint is an
   *     address with a zone
   */
  ProxyProbe through(Proxy proxy);

  /**
   * Probes the port and returns its state. Speaks no protocol, see {@link #stateOnly()}. Completes
   * as soon as one address is listening.
   *
   * @return a future with the properties described in {@link PortProbe}
   */
  CompletableFuture<PortState> state();

  /**
   * Probes the port, speaks the protocol that was set or is bound to the port, and returns the
   * report.
   *
   * @return a future with the properties described in {@link PortProbe}
   */
  CompletableFuture<ProbeReport> report();

  /**
   * Identifies the service, as {@link #identify(IdentifySettings)} does with the defaults.
   *
   * @return a future with the properties described in {@link PortProbe}
   */
  default CompletableFuture<ServiceIdentity> identify() {
    return identify(IdentifySettings.defaults());
  }

  /**
   * Identifies what the port serves, on any port: protocol, product, version and TLS, on the
   * evidence of received bytes alone. Over TCP it waits once for a greeting, tries TLS, and then
   * sends the requests of the protocols of the client one after the other, each on a new
   * connection: those of the port first, then common ones. All received bytes are offered to all
   * protocols ({@link io.portprobe.spi.Protocol#recognise}). Over UDP it sends the first datagrams
   * of all protocols of the port, then those of the others.
   *
   * <p>A protocol set by {@link #as} and {@link #retries} have no effect; options and {@link
   * #tls()}, {@link #plain()} do. If a name has several addresses, the result is the best of all
   * that have one second after the first. The time until the deadline is shared by all requests, so
   * that more than the default of 5 s lets rare and slow services be identified. If the service
   * sends nothing, the state of two random ports of the host is probed as well, see {@link
   * ServiceIdentity.Verdict#ACCEPTS_EVERYTHING}.
   *
   * @param settings limits of the identification
   * @return a future with the properties described in {@link PortProbe}
   */
  CompletableFuture<ServiceIdentity> identify(IdentifySettings settings);

  /**
   * Waits until the port is listening: probes its state again and again. The same as {@link
   * #await(Predicate, Duration)} with a state-only probe and the condition that the state is {@link
   * PortState#LISTENING}.
   *
   * <pre>{@code
   * client.tcp("db", 5432).await(Duration.ofSeconds(30)).join().orElseThrow();
   * }</pre>
   *
   * @param within how long to wait: more than zero, at most a day
   * @return a future with the outcome; see {@link #await(Predicate, Duration)}
   * @throws IllegalArgumentException if the time is out of range
   */
  default CompletableFuture<WaitOutcome> await(Duration within) {
    return PortAwait.start(
        stateOnly().stopWhenListening(), report -> report.state().isListening(), within);
  }

  /**
   * Waits until a report of this probe meets a condition. Never blocks.
   *
   * <p>Pauses between probes grow from 20 ms to 1 s and vary at random by up to 20 %. The wait
   * replaces the timeout of the probe by 2 s, doubled after each probe that used it up, up to one
   * minute and never beyond the end of the wait. A name that does not resolve and a local failure
   * do not end the wait, since both may pass.
   *
   * @param condition the condition, called on a client thread, where it must not block
   * @param within how long to wait: more than zero, at most a day
   * @return a future that completes when a report meets the condition, or when the time has passed.
   *     It fails with a {@link TargetDeniedException}, a {@link ProbeCancelledException}, an {@link
   *     IllegalStateException} if the client is closed, or the exception of the condition.
   *     Cancelling it ends the wait and closes the sockets.
   * @throws IllegalArgumentException if the time is out of range
   */
  default CompletableFuture<WaitOutcome> await(
      Predicate<? super ProbeReport> condition, Duration within) {
    return PortAwait.start(this, condition, within);
  }
}
