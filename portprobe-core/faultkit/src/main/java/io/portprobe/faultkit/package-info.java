/**
 * Misbehaving TCP and UDP servers on loopback, for tests of any network code. May use: the JDK
 * only.
 *
 * <p>Start with {@link io.portprobe.faultkit.TcpPeer} and {@link io.portprobe.faultkit.UdpPeer}.
 * {@link io.portprobe.faultkit.SwitchablePeer} forwards to a real server and changes its fault
 * while it runs. {@link io.portprobe.faultkit.Script} describes a longer TCP conversation, and
 * {@link io.portprobe.faultkit.ScriptedResolver} resolves host names without a network.
 *
 * <table>
 * <caption>Faults and their factory methods</caption>
 * <thead>
 * <tr><th>fault</th><th>TCP</th><th>UDP</th></tr>
 * </thead>
 * <tbody>
 * <tr><td>refuses connections or datagrams</td><td>{@code refusing()}</td>
 * <td>{@code refusing()}</td></tr>
 * <tr><td>never responds</td><td>{@code blackHole()}</td><td>{@code silent()}</td></tr>
 * <tr><td>accepts, never sends</td><td>{@code silent()}</td><td></td></tr>
 * <tr><td>accepts, then closes or resets</td><td>{@code closing()}, {@code resetting()}</td>
 * <td></td></tr>
 * <tr><td>sends part of a response</td><td>{@code resettingAfter(part)}</td>
 * <td>{@code truncatedTo(length)}</td></tr>
 * <tr><td>sends slowly</td><td>{@code dripping(response, interval)}</td><td></td></tr>
 * <tr><td>sends without end</td><td>{@code flooding(bytes)}</td>
 * <td>a {@code Responder} that returns many datagrams</td></tr>
 * <tr><td>responds late</td><td>{@code late(delay, ...)}, {@code Script...await(latch)}</td>
 * <td>{@code respondingLate(delay, ...)}</td></tr>
 * <tr><td>sends random bytes</td><td>{@code garbage(seed)}</td>
 * <td>{@code Responder.garbage(seed)}</td></tr>
 * <tr><td>responds from another source</td><td></td>
 * <td>{@code respondingFromAnotherPort(...)}, {@code respondingFromAnotherAddress(...)}</td></tr>
 * <tr><td>responds twice</td><td></td><td>{@code twice()}</td></tr>
 * <tr><td>responds with a wrong transaction ID</td><td></td>
 * <td>{@code withWrongId(offset, length)}</td></tr>
 * <tr><td>changes while it runs, or lies between a client and a real server</td>
 * <td>{@code SwitchablePeer}: {@code delay}, {@code cutAfter}, {@code resetAfter}, {@code
 * halfOpen}, {@code refuse}</td><td></td></tr>
 * <tr><td>loses requests</td><td></td><td>{@code afterLosing(requests)}</td></tr>
 * </tbody>
 * </table>
 *
 * <p>All types are thread-safe unless their documentation says otherwise.
 */
@NullMarked
package io.portprobe.faultkit;

import org.jspecify.annotations.NullMarked;
