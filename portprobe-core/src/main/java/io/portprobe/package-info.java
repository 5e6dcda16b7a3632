/**
 * What a caller uses: is something listening on that port, and if that cannot be told, why not?
 *
 * <p>Start here:
 *
 * <ul>
 *   <li>{@link io.portprobe.ProbeClient}: make one, keep it, close it.
 *   <li>{@link io.portprobe.PortProbe}: one question about one {@link io.portprobe.Endpoint}.
 *   <li>{@link io.portprobe.ProbeReport}: the answer, a {@link io.portprobe.PortState} with its
 *       {@link io.portprobe.Reason} and the {@link io.portprobe.Attempt attempts} behind it.
 *   <li>{@link io.portprobe.ProbeException}: why there is no answer.
 * </ul>
 *
 * <p>A port's state is an answer of the network. What keeps the question from being asked (an
 * unknown name, a denied target, a fault of this machine) is never a state, it is an exception.
 *
 * <p>Unless a type says otherwise, nothing here is null, values are immutable, and everything may
 * be used by several threads at once.
 */
@NullMarked
package io.portprobe;

import org.jspecify.annotations.NullMarked;
