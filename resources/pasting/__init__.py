"""Citations that other programs and publishers offer, pasted by an editor: BibTeX, RIS and CSL-JSON."""
