/** Holds the code on a page to code that is compiled and run. */
@NullMarked
package io.portprobe.examples.pages;

import org.jspecify.annotations.NullMarked;
