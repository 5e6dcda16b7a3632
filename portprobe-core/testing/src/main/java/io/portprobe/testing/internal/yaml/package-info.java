/**
 * YAML files of bounded size and depth, read node by node, so that each error names its place.
 * Start with {@code YamlNodes}. Needs the optional dependency {@code snakeyaml-engine}. May use:
 * {@code io.portprobe.text}.
 */
@NullMarked
package io.portprobe.testing.internal.yaml;

import org.jspecify.annotations.NullMarked;
