/**
 * For tests: loopback peers that misbehave on purpose, and what a protocol plug-in is tested with.
 *
 * <p>The peers serve tests of any network code; nothing here needs a probe client. Start with
 * {@link io.portprobe.faultkit.TcpPeer} and {@link io.portprobe.faultkit.UdpPeer}, tell a longer
 * story with {@link io.portprobe.faultkit.Script}, and give names addresses with {@link
 * io.portprobe.faultkit.ScriptedResolver}.
 *
 * <table>
 * <caption>What a peer does</caption>
 * <thead>
 * <tr><th>fault</th><th>TCP</th><th>UDP</th></tr>
 * </thead>
 * <tbody>
 * <tr><td>refuses, and stays refusing</td><td>{@code refusing()}</td><td>{@code refusing()}</td></tr>
 * <tr><td>answers nothing at all</td><td>{@code blackHole()}</td><td>{@code silent()}</td></tr>
 * <tr><td>accepts, and says nothing</td><td>{@code silent()}</td><td></td></tr>
 * <tr><td>accepts, and hangs up</td><td>{@code closing()}, {@code resetting()}</td><td></td></tr>
 * <tr><td>breaks off in mid-answer</td><td>{@code resettingAfter(part)}</td>
 * <td>{@code truncatedTo(length)}</td></tr>
 * <tr><td>drips</td><td>{@code dripping(answer, interval)}</td><td></td></tr>
 * <tr><td>floods</td><td>{@code flooding(bytes)}</td><td>as many answers as it likes</td></tr>
 * <tr><td>is late</td><td>{@code late(delay, ...)}, {@code Script...await(latch)}</td>
 * <td>{@code answeringLate(delay, ...)}</td></tr>
 * <tr><td>talks garbage</td><td>{@code garbage(seed)}</td><td>{@code Answers.garbage(seed)}</td></tr>
 * <tr><td>answers from elsewhere</td><td></td><td>{@code answeringFromAnotherPort(...)}, {@code
 * answeringFromAnotherAddress(...)}</td></tr>
 * <tr><td>answers twice</td><td></td><td>{@code twice()}</td></tr>
 * <tr><td>answers another question</td><td></td><td>{@code withWrongId(offset, length)}</td></tr>
 * <tr><td>loses questions</td><td></td><td>{@code afterLosing(requests)}</td></tr>
 * </tbody>
 * </table>
 *
 * <p>A plug-in is tested with {@link io.portprobe.testing.protocol.ProtocolContract}. Safe for use
 * by several threads at once unless a type says otherwise.
 */
@NullMarked
package io.portprobe.testkit;

import org.jspecify.annotations.NullMarked;
