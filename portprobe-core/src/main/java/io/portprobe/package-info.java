/**
 * The API for probing TCP and UDP ports: does a port listen, and if not, why?
 *
 * <p>Start with:
 *
 * <ul>
 *   <li>{@link io.portprobe.ProbeClient}: create one, share it, close it.
 *   <li>{@link io.portprobe.PortProbe}: a configured probe of one {@link io.portprobe.Endpoint}.
 *   <li>{@link io.portprobe.ProbeReport}: the result, a {@link io.portprobe.PortState} with its
 *       {@link io.portprobe.Reason} and one {@link io.portprobe.Attempt} for each address.
 *   <li>{@link io.portprobe.ProbeException}: why a probe has no result.
 * </ul>
 *
 * <p>A state describes the remote port. If a probe cannot be carried out (the name does not
 * resolve, the target is denied, the local host is out of sockets), it fails with an exception.
 *
 * <p>Unless a type says otherwise, nothing is null, values are immutable, and types are
 * thread-safe.
 *
 * <p>May use: {@code io.portprobe.internal.client} to create clients, and pure functions of other
 * internal packages.
 */
@NullMarked
package io.portprobe;

import org.jspecify.annotations.NullMarked;
