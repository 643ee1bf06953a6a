"""The forms and lists of all content in the admin: one subject a module, put together by `editing`."""
