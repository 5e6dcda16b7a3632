/** The main job on embedded servers, and the snippets of the README. */
@NullMarked
package io.portprobe.examples.quickstart;

import org.jspecify.annotations.NullMarked;
