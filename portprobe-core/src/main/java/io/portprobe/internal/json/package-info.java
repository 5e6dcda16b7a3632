/**
 * Results as trees of maps, lists, texts, numbers and booleans, and such trees as JSON.
 *
 * <p>Start with {@link io.portprobe.internal.json.ResultTrees}, which has one method for each kind
 * of result. {@link io.portprobe.internal.json.TreeBuilder} converts values and limits the size of
 * a tree; {@link io.portprobe.internal.json.JsonWriter} writes it.
 *
 * <p>May use: the public API and {@code io.portprobe.text} only. Not exported; may change at any
 * time.
 */
@NullMarked
package io.portprobe.internal.json;

import org.jspecify.annotations.NullMarked;
